import type { SqlJs } from 'sql.js/dist/sql-wasm-inline.js';

let loading: Promise<SqlJs> | undefined;

/**
 * SQLite, loaded when it is first needed. One instance serves every database of the process: its memory never shrinks, but
 * what one database gives back the next can use.
 */
export function loadSqlite(): Promise<SqlJs> {
  // The build with the WebAssembly inside the script is larger by a third, and needs no file at a path that bundling changes.
  loading ??= import('sql.js/dist/sql-wasm-inline.js').then(({ default: initSqlJs }) => initSqlJs({ useOldExtensionFunctions: false }));
  return loading;
}

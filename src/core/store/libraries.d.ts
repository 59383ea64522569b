/** sql.js with its WebAssembly inside the script: nothing to find beside a bundle. */
declare module 'sql.js/dist/sql-wasm-inline.js' {
  export type Value = string | number | Uint8Array | null;

  export interface Statement {
    bind(values: Value[]): boolean;
    /** Whether there is a row, which `get` then reads. */
    step(): boolean;
    get(): Value[];
    getColumnNames(): string[];
    /** The statement's own text: what follows its semicolon is not in it. */
    getSQL(): string;
    run(values: Value[]): void;
    reset(): void;
    free(): boolean;
  }

  export interface Database {
    run(sql: string): unknown;
    prepare(sql: string): Statement;
    /** The database file. Throws inside a transaction that writes. */
    export(): Uint8Array;
    close(): void;
  }

  export interface SqlJs {
    readonly Database: new (file?: Uint8Array) => Database;
  }

  export default function initSqlJs(options: { useOldExtensionFunctions: false }): Promise<SqlJs>;
}

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

  /** What its file system asks of bytes that it makes a file of. It is `Uint8Array`'s own signature, but for what `slice` gives. */
  export interface OfferedFile {
    readonly length: number;
    /** What becomes the file's contents. */
    slice(start: number, end: number): LiveContents;
    subarray(start: number, end: number): Uint8Array;
  }

  /** What it asks of a file's contents. */
  export interface LiveContents {
    /** The file may become so large before it is copied to a larger place. */
    readonly length: number;
    subarray(start: number, end: number): Uint8Array;
    set(bytes: Uint8Array, offset: number): void;
  }

  export interface SqlJs {
    readonly Database: new (file?: Uint8Array | OfferedFile) => Database;
  }

  export default function initSqlJs(options: { useOldExtensionFunctions: false }): Promise<SqlJs>;
}

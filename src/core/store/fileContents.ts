import type { LiveContents, OfferedFile } from 'sql.js/dist/sql-wasm-inline.js';

/** A file grows by so much at a time. A multiple of every size of page, so that no page lies in two pieces. */
const pieceBytes = 1024 * 1024;

/**
 * The bytes of a database file. By itself sql.js keeps a file in one array: a copy of what it opens, which it copies again for each
 * eighth that it grows by, and a last time when it is to be saved. Here the bytes that are opened stay where they are, more come
 * piece by piece, and all of them can be written out from where they are.
 */
export class FileContents implements LiveContents {
  readonly length = Number.MAX_SAFE_INTEGER;
  readonly #first: Uint8Array;
  readonly #pieces: Uint8Array[] = [];
  #size: number;
  #reads = 0;

  /** `bytes` become part of it: they change with the file. */
  constructor(bytes: Uint8Array) {
    // Plain, also where it is a `Buffer`: that makes parts of itself more slowly.
    this.#first = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#size = bytes.length;
  }

  /** To be opened as a file. */
  get offer(): OfferedFile {
    return { length: this.#size, slice: () => this, subarray: (start, end) => this.subarray(start, end) };
  }

  /** How often the file has been read. */
  get reads(): number {
    return this.#reads;
  }

  /** The file from its start to its end, not copied. */
  *pieces(): Generator<Uint8Array> {
    for (let start = 0; start < this.#size; ) {
      const { piece, from } = this.#at(start);
      const part = piece.subarray(from, from + this.#size - start);
      yield part;
      start += part.length;
    }
  }

  subarray(start: number, end: number): Uint8Array {
    this.#reads++;
    const { piece, from } = this.#at(start);
    if (from + end - start <= piece.length) return piece.subarray(from, from + end - start);
    const copy = new Uint8Array(end - start);
    for (let at = start; at < end; ) {
      const next = this.#at(at);
      const part = next.piece.subarray(next.from, next.from + end - at);
      copy.set(part, at - start);
      at += part.length;
    }
    return copy;
  }

  set(bytes: Uint8Array, offset: number): void {
    for (let done = 0; done < bytes.length; ) {
      const { piece, from } = this.#at(offset + done);
      const part = bytes.subarray(done, done + piece.length - from);
      piece.set(part, from);
      done += part.length;
    }
    this.#size = Math.max(this.#size, offset + bytes.length);
  }

  /** The piece that holds the byte at `offset`, and where in it. */
  #at(offset: number): { readonly piece: Uint8Array; readonly from: number } {
    if (offset < this.#first.length) return { piece: this.#first, from: offset };
    const beyond = offset - this.#first.length;
    const number = Math.floor(beyond / pieceBytes);
    for (let count = this.#pieces.length; count <= number; count++) this.#pieces.push(new Uint8Array(pieceBytes));
    const piece = this.#pieces[number];
    if (piece === undefined) throw new RangeError(`No byte at ${offset}.`);
    return { piece, from: beyond % pieceBytes };
  }
}

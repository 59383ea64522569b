import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { FileLayer, OpenFile } from '../store/fileLayer';
import { replaceFile } from '../store/replaceFile';
import type { VectorModel } from './knowledgeBase';

const hashBytes = 32;
const checksumBytes = 4;
const mebibyte = 2 ** 20;
/** How much may be kept that no document says any more: so many times what the documents say. Little is always kept. */
const keptTimes = 4;
const keptBytes = 64 * mebibyte;
/** Less than what Node reads in one piece. */
const mostBytes = 1_536 * mebibyte;

/**
 * The vectors that the embedding model was asked for, by their texts: none is paid for twice, also when the update that asked
 * was stopped, when a document changes back, or when the index is damaged. A file of records of equal length, appended and synced;
 * each is the SHA-256 of a text, its vector as little-endian 32-bit floats, and the CRC of both.
 */
export class EmbeddingCache {
  readonly #vectors = new Map<string, Float32Array>();
  readonly #recordBytes: number;
  /** A record of another model does not have the right checksum. */
  readonly #seed: number;
  #bytes = 0;
  #file: OpenFile | undefined;
  /** Appends come one after another, and none after one that failed: what that left would stand in the middle. */
  #appended: Promise<void> = Promise.resolve();

  private constructor(
    private readonly files: FileLayer,
    private readonly name: string,
    model: VectorModel,
  ) {
    this.#recordBytes = hashBytes + model.dimensions * Float32Array.BYTES_PER_ELEMENT + checksumBytes;
    this.#seed = crc32(JSON.stringify([model.model, model.dimensions]));
  }

  /** For the holder of the lock: what there is of `texts`. Damaged records are left out. */
  static async open(files: FileLayer, name: string, model: VectorModel, texts: Iterable<string>): Promise<EmbeddingCache> {
    const cache = new EmbeddingCache(files, name, model);
    const content = await files.read(name);
    if (content !== undefined) await cache.#load(content.bytes, new Set(Array.from(texts, (text) => textHash(text).toString('base64'))));
    return cache;
  }

  /** Of a text that `open` was given, or that was added. */
  get(text: string): Float32Array | undefined {
    return this.#vectors.get(textHash(text).toString('base64'));
  }

  /** Resolves when they are on the disk. */
  add(texts: readonly string[], vectors: readonly Float32Array[]): Promise<void> {
    const records = texts.flatMap((text, index) => {
      const vector = vectors[index];
      if (vector === undefined) return [];
      const hash = textHash(text);
      this.#vectors.set(hash.toString('base64'), vector);
      return [this.#record(hash, vector)];
    });
    this.#appended = this.#appended.then(() => this.#append(Buffer.concat(records)));
    return this.#appended;
  }

  /** Nothing is added after it: keeps only these if the file has become much larger than they need. */
  async shrink(chunks: readonly { readonly text: string; readonly vector: Float32Array }[]): Promise<void> {
    const needed = chunks.length * this.#recordBytes;
    if (this.#bytes <= Math.max(needed, Math.min(mostBytes, Math.max(keptBytes, keptTimes * needed)))) return;
    await this.close();
    const records = new Map(chunks.map(({ text, vector }) => [text, vector]));
    await replaceFile(this.files, this.name, Buffer.concat(Array.from(records, ([text, vector]) => this.#record(textHash(text), vector))));
  }

  async close(): Promise<void> {
    await this.#appended.catch(() => undefined);
    await this.#file?.close();
    this.#file = undefined;
  }

  #record(hash: Buffer, vector: Float32Array): Buffer {
    const record = Buffer.alloc(this.#recordBytes);
    hash.copy(record);
    Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).copy(record, hashBytes);
    record.writeUInt32LE(this.#checksum(record), record.length - checksumBytes);
    return record;
  }

  async #append(bytes: Buffer): Promise<void> {
    this.#file ??= await this.files.open(this.name, 'append');
    await this.#file.write(bytes);
    await this.#file.sync();
    this.#bytes += bytes.length;
  }

  async #load(bytes: Buffer, wanted: ReadonlySet<string>): Promise<void> {
    const end = bytes.length - (bytes.length % this.#recordBytes);
    for (let at = 0; at < end; at += this.#recordBytes) {
      const hash = bytes.toString('base64', at, at + hashBytes);
      if (!wanted.has(hash)) continue;
      const record = bytes.subarray(at, at + this.#recordBytes);
      if (this.#checksum(record) !== record.readUInt32LE(record.length - checksumBytes)) continue;
      const vector = new Float32Array((record.length - hashBytes - checksumBytes) / Float32Array.BYTES_PER_ELEMENT);
      record.copy(Buffer.from(vector.buffer), 0, hashBytes);
      this.#vectors.set(hash, vector);
    }
    // What comes after a record without its end would not be found.
    if (end < bytes.length) await replaceFile(this.files, this.name, bytes.subarray(0, end));
    this.#bytes = end;
  }

  #checksum(record: Buffer): number {
    return crc32(record.subarray(0, -checksumBytes), this.#seed);
  }
}

function textHash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

import { crc32 } from 'node:zlib';
import { JsonCodec, type IndexData } from 'vectra';
import * as z from 'zod';
import { KnowledgeError } from '../knowledgeBase';
import type { IndexedChunk } from './chunk';
import { chunkOf, indexItem } from './indexItem';

const magic = 'LLMFIDX2';
/** What versions before wrote: records and names have no headings. */
const olderMagic = 'LLMFIDX1';
/** After the magic: chunks, dimensions, bytes of the names, bytes of the texts. */
const headerBytes = magic.length + 4 * 4;
/** Number of the source, first line, last line, where the text ends, number of the heading. */
const recordBytes = 5 * 4;
const olderRecordBytes = 4 * 4;
const checksumBytes = 4;
/** What Node reads in one piece. */
const mostBytes = 2 ** 31 - 2 ** 16;

const names = z.object({ sources: z.array(z.string()), headings: z.array(z.string()) });
const olderNames = z.array(z.string()).transform((sources) => ({ sources, headings: [] }));

/** The content of an index file is not what was written. */
export class DamagedIndex extends Error {}

/**
 * Vectra's index as one binary file, little-endian: header, a record for each chunk, sources and headings (JSON), texts (UTF-8), vectors
 * (32-bit floats), and the CRC of all that. As JSON, no more than 66,000 chunks of 384 dimensions could be saved. What Vectra may
 * store beside the index stays JSON.
 */
export class BinaryCodec extends JsonCodec {
  override serializeIndex({ items }: IndexData): Buffer {
    const chunks = items.map(chunkOf);
    const sources = numbered(chunks.map(({ source }) => source));
    const headings = numbered(chunks.map(({ heading }) => heading));
    const nameJson = Buffer.from(JSON.stringify({ sources: [...sources.keys()], headings: [...headings.keys()] }));
    const layout = new Layout(
      chunks.length,
      chunks[0]?.vector.length ?? 0,
      nameJson.length,
      chunks.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
    );
    if (layout.size > mostBytes) {
      throw new KnowledgeError(`An index of ${layout.chunks} chunks with ${layout.dimensions} dimensions is too large. Divide the documents among several knowledge bases.`);
    }

    const bytes = Buffer.alloc(layout.size);
    layout.write(bytes);
    nameJson.copy(bytes, layout.namesAt);
    const vectors = new Float32Array(layout.chunks * layout.dimensions);
    let record = headerBytes;
    let textAt = layout.textsAt;
    chunks.forEach(({ text, source, heading, line, endLine, vector }, place) => {
      textAt += bytes.write(text, textAt);
      for (const value of [sources.get(source) ?? 0, line, endLine, textAt - layout.textsAt, headings.get(heading) ?? 0]) record = bytes.writeUInt32LE(value, record);
      vectors.set(vector, place * layout.dimensions);
    });
    Buffer.from(vectors.buffer).copy(bytes, layout.vectorsAt);
    bytes.writeUInt32LE(crc32(bytes.subarray(0, -checksumBytes)), layout.size - checksumBytes);
    return bytes;
  }

  override deserializeIndex(bytes: Buffer): IndexData {
    const layout = Layout.read(bytes);
    if (crc32(bytes.subarray(0, -checksumBytes)) !== bytes.readUInt32LE(layout.size - checksumBytes)) throw new DamagedIndex();
    const { sources, headings } = (layout.isOlder ? olderNames : names).parse(JSON.parse(bytes.toString('utf8', layout.namesAt, layout.textsAt)));
    const vectors = new Float32Array(layout.chunks * layout.dimensions);
    // A copy, which is aligned, and lets the buffer go.
    bytes.copy(Buffer.from(vectors.buffer), 0, layout.vectorsAt);

    let textAt = layout.textsAt;
    const chunk = (place: number): IndexedChunk => {
      const record = headerBytes + place * layout.recordBytes;
      const textEnd = layout.textsAt + bytes.readUInt32LE(record + 12);
      const text = bytes.toString('utf8', textAt, textEnd);
      textAt = textEnd;
      return {
        text,
        source: sources[bytes.readUInt32LE(record)] ?? '',
        heading: layout.isOlder ? '' : (headings[bytes.readUInt32LE(record + 16)] ?? ''),
        line: bytes.readUInt32LE(record + 4),
        endLine: bytes.readUInt32LE(record + 8),
        vector: vectors.subarray(place * layout.dimensions, (place + 1) * layout.dimensions),
      };
    };
    return { version: 1, metadata_config: {}, items: Array.from({ length: layout.chunks }, (_, place) => indexItem(place, chunk(place))) };
  }
}

function numbered(values: readonly string[]): Map<string, number> {
  return new Map([...new Set(values)].map((value, number) => [value, number]));
}

/** Where everything is in the file. */
class Layout {
  readonly recordBytes: number;
  readonly namesAt: number;
  readonly textsAt: number;
  readonly vectorsAt: number;
  readonly size: number;

  constructor(
    readonly chunks: number,
    readonly dimensions: number,
    nameBytes: number,
    textBytes: number,
    readonly isOlder = false,
  ) {
    this.recordBytes = isOlder ? olderRecordBytes : recordBytes;
    this.namesAt = headerBytes + chunks * this.recordBytes;
    this.textsAt = this.namesAt + nameBytes;
    this.vectorsAt = this.textsAt + textBytes;
    this.size = this.vectorsAt + chunks * dimensions * Float32Array.BYTES_PER_ELEMENT + checksumBytes;
  }

  static read(bytes: Buffer): Layout {
    const found = bytes.toString('latin1', 0, magic.length);
    if (bytes.length < headerBytes + checksumBytes || (found !== magic && found !== olderMagic)) throw new DamagedIndex();
    const value = (number: number) => bytes.readUInt32LE(magic.length + number * 4);
    const layout = new Layout(value(0), value(1), value(2), value(3), found === olderMagic);
    if (layout.size !== bytes.length) throw new DamagedIndex();
    return layout;
  }

  write(bytes: Buffer): void {
    bytes.write(magic, 'latin1');
    const values = [this.chunks, this.dimensions, this.textsAt - this.namesAt, this.vectorsAt - this.textsAt];
    values.forEach((value, number) => bytes.writeUInt32LE(value, magic.length + number * 4));
  }
}

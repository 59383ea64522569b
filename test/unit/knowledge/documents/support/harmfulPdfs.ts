import { constants, deflateRawSync, deflateSync } from 'node:zlib';

/** One page of so many bytes of text, packed: small as a file, and minutes of work. */
export function crowdedPage(bytes: number): Buffer {
  const line = 'BT /F1 12 Tf (hello) Tj ET\n';
  return pageWith(deflateSync(line.repeat(bytes / line.length)), '/FlateDecode');
}

/** A page whose content is four gibibytes of blanks, packed twice into a few kilobytes. */
export function flateBomb(): Buffer {
  const part = deflateRawSync(Buffer.alloc(64 * 1024 * 1024, ' '), { finishFlush: constants.Z_FULL_FLUSH });
  const header = Buffer.from([0x78, 0x9c]);
  const end = Buffer.from([0x03, 0x00]);
  return pageWith(deflateSync(Buffer.concat([header, ...Array.from({ length: 64 }, () => part), end])), '[/FlateDecode /FlateDecode]');
}

/** Arrays in arrays, so deep that whoever goes down into them runs out of stack. */
export function nestedArrays(depth: number): Buffer {
  return pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '['.repeat(depth) + ']'.repeat(depth)]);
}

function pageWith(content: Buffer, filter: string): Buffer {
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${content.length} /Filter ${filter} >>\nstream\n${content.toString('latin1')}\nendstream`,
  ]);
}

function pdfOf(objects: readonly string[]): Buffer {
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R >>\n%%EOF\n`, 'latin1');
}

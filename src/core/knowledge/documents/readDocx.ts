import type JSZip from 'jszip';
import { DocumentError } from './documentText';
import { maxUnpackedBytes } from './limits';
import { htmlToMarkdown } from './readHtml';

const oldOffice = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** The text of a Word document, with its headings as in Markdown. */
export async function readDocx(bytes: Buffer): Promise<string> {
  if (bytes.subarray(0, oldOffice.length).equals(oldOffice)) {
    throw new DocumentError('It is encrypted, or in the old Word format. Save it in Word as .docx without a password.');
  }
  await checkSize(bytes);
  const { convertToHtml, images } = await import('mammoth');
  try {
    const { value } = await convertToHtml({ buffer: bytes }, { convertImage: images.imgElement(() => Promise.resolve({ src: '' })) });
    return await htmlToMarkdown(value);
  } catch (error) {
    throw error instanceof DocumentError ? error : damaged(error);
  }
}

/** A small file may unpack to more than fits in memory, whatever sizes it claims: each part is unpacked once and thrown away. */
async function checkSize(bytes: Buffer): Promise<void> {
  const { default: Zip } = await import('jszip');
  const parts = await Zip.loadAsync(bytes).then(({ files }) => Object.values(files), (error: unknown) => Promise.reject(damaged(error)));
  let left = maxUnpackedBytes;
  for (const part of parts) left -= await unpackedSize(part, left);
}

function unpackedSize(part: JSZip.JSZipObject, most: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let size = 0;
    const stream = part.nodeStream();
    const fail = (error: unknown): void => {
      stream.pause();
      reject(error instanceof Error ? error : new DocumentError(String(error)));
    };
    stream.on('data', (unpacked: Buffer) => {
      size += unpacked.length;
      if (size > most) fail(new DocumentError(`It unpacks to more than ${maxUnpackedBytes / 1024 / 1024} MiB. Save it again without its pictures.`));
    });
    stream.on('error', (error: unknown) => fail(damaged(error)));
    stream.on('end', () => resolve(size));
  });
}

function damaged(cause: unknown): DocumentError {
  return new DocumentError('It is no Word document (.docx), or is damaged. Open it in Word and save it again.', { cause });
}

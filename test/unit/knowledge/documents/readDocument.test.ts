import assert from 'node:assert/strict';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import JSZip from 'jszip';
import { DocumentError } from '../../../../src/core/knowledge/documents/documentText';
import { readDocument } from '../../../../src/core/knowledge/documents/readDocument';
import { temporaryFolder } from './temporaryFolder';

const fixtures = 'test/fixtures/knowledge/documents';
const never = new AbortController().signal;

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

describe('readDocument', () => {
  const folder = temporaryFolder();

  async function reading(name: string, content: string | Buffer): Promise<string> {
    const file = join(folder(), name);
    await writeFile(file, content);
    return (await readDocument(file, never)).text;
  }

  const refused = (work: Promise<unknown>, reason: RegExp): Promise<void> =>
    assert.rejects(work, (error) => error instanceof DocumentError && reason.test(error.message));

  describe('text', () => {
    for (const [name, kind] of [['a.md', 'markdown'], ['a.TXT', 'text'], ['a.ts', 'code'], ['Dockerfile', 'code'], ['a.csv', 'text'], ['a.json', 'code'], ['LICENSE', 'text']] as const) {
      it(`takes ${name} for ${kind}`, async () => {
        const file = join(folder(), name);
        await writeFile(file, 'one\r\ntwo\n');
        assert.deepEqual(await readDocument(file, never), { text: 'one\r\ntwo\n', kind });
      });
    }

    for (const [what, content] of [
      ['UTF-8', Buffer.from('Grüße 😀')],
      ['UTF-8 with a mark', Buffer.from('\uFEFFGrüße 😀')],
      ['UTF-16 with a mark', utf16('\uFEFFGrüße 😀')],
      ['big-endian UTF-16 with a mark', utf16('\uFEFFGrüße 😀').swap16()],
      ['UTF-16 without a mark', utf16('Grüße …')],
      ['big-endian UTF-16 without a mark', utf16('Grüße …').swap16()],
    ] as const) {
      it(`reads ${what}`, async () => assert.match(await reading('a.txt', content), /^Grüße [😀…]$/u));
    }

    it('says in which line a text is not UTF-8', () => refused(reading('a.txt', Buffer.from('one\ntwo\nGr\xfc\xdfe', 'latin1')), /not in UTF-8 \(line 3\)/));
    it('refuses UTF-16 that ends inside a character', () => refused(reading('a.txt', utf16('\uFEFFGrüße 😀').subarray(0, -2)), /UTF-16LE, but is not/));
    it('tells a binary file', () => refused(reading('a.txt', Buffer.from([1, 2, 3, 0, 255, 4])), /binary file/));
    it('refuses an empty file', () => refused(reading('a.md', ''), /no text/));
    it('refuses a blank file', () => refused(reading('a.md', ' \n\t\n'), /no text/));

    it('refuses more than 20 MiB of text', () => refused(reading('a.txt', Buffer.alloc(20 * 1024 * 1024 + 1, 'a')), /more than 20 MiB of text/));

    it('refuses more than a million lines', () => refused(reading('a.txt', 'a\n'.repeat(1_000_000)), /more than 1,000,000 lines/));

    it('refuses more than 100 MiB without reading it', async () => {
      const file = join(folder(), 'large.pdf');
      await writeFile(file, '');
      await truncate(file, 100 * 1024 * 1024 + 1);
      await refused(readDocument(file, never), /larger than 100 MiB/);
    });

    it('refuses a folder', async () => {
      await mkdir(join(folder(), 'a.md'));
      await refused(readDocument(join(folder(), 'a.md'), never), /no file/);
    });

    it('stops where it is told to', async () => {
      await assert.rejects(readDocument(`${fixtures}/handbook.pdf`, AbortSignal.abort(new Error('stopped'))), /stopped/);
    });
  });

  describe('HTML', () => {
    it('gives what a reader sees', async () => {
      const page = `<html><head><title>no</title><style>p{}</style></head><body><script>no()</script>
        <h1>Returns &amp; refunds</h1><p>Send it <a href="https://no.example">back</a>.</p><p hidden>no</p>
        <ul><li>by post<li>by hand</ul><table><tr><th>Country<th>Days</tr><tr><td><p>Norway</p></td><td>5</td></tr></table></body></html>`;
      assert.deepEqual(
        (await reading('a.html', page)).split(/\n+/).map((line) => line.trim()),
        ['# Returns & refunds', 'Send it back.', '* by post', '* by hand', 'Country | Days |', 'Norway | 5 |'],
      );
    });

    it('reads the encoding that a page names', async () => {
      assert.equal(await reading('a.htm', Buffer.from('<meta charset="iso-8859-1"><p>Gr\xfc\xdfe</p>', 'latin1')), 'Grüße');
    });

    it('does not believe an encoding that there is not', () => refused(reading('a.htm', Buffer.from('<meta charset=klingon><p>\xfc</p>', 'latin1')), /KLINGON/));

    it('refuses what nests too deeply to be a page', () => refused(reading('a.html', `${'<div>'.repeat(20_000)}deep`), /nested/));
  });

  describe('PDF', () => {
    it('gives the lines of all pages', async () => {
      assert.deepEqual(await readDocument(`${fixtures}/handbook.pdf`, never), {
        text: [
          'Returns\nA parcel can be returned within thirty days.\nThe label is in the parcel.',
          'Refunds\nMoney goes back to the same card within a week.',
        ].join('\n\n'),
        kind: 'text',
      });
    });

    it('tells an encrypted one', () => refused(readDocument(`${fixtures}/encrypted.pdf`, never), /encrypted/));
    it('tells a broken one', () => refused(readDocument(`${fixtures}/broken.pdf`, never), /damaged/));
    it('tells one that is only pictures', () => refused(readDocument(`${fixtures}/scanned.pdf`, never), /text recognition/));
  });

  describe('DOCX', () => {
    it('gives headings, paragraphs and rows', async () => {
      const { text, kind } = await readDocument(`${fixtures}/handbook.docx`, never);
      assert.equal(kind, 'markdown');
      assert.deepEqual(
        text.split(/\n+/).map((line) => line.replace(/\s+/g, ' ').trim()),
        [
          '# Returns',
          'A parcel can be returned within thirty days.',
          'The label is in the parcel.',
          '# Refunds',
          'Money goes back to the same card within a week.',
          'Country | Days |',
          'Norway | 5 |',
        ],
      );
    });

    it('tells a broken one', () => refused(readDocument(`${fixtures}/broken.docx`, never), /damaged/));
    it('tells an encrypted one', () => refused(readDocument(`${fixtures}/encrypted.docx`, never), /encrypted/));
    it('tells another archive', async () => refused(reading('a.docx', await new JSZip().file('a.txt', 'a').generateAsync({ type: 'nodebuffer' })), /no Word document/));

    it('refuses one that unpacks to far more than it is', async () => {
      const zeros = Buffer.alloc(257 * 1024 * 1024);
      const bomb = await new JSZip().file('word/document.xml', zeros).generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', compressionOptions: { level: 1 } });
      await refused(reading('a.docx', bomb), /unpacks to more than 256 MiB/);
      await refused(reading('b.docx', withClaimedSize(bomb, 1_000)), /unpacks to more than 256 MiB/);
    }).timeout(60_000);
  });
});

/** The same archive, whose one part claims to be smaller. */
function withClaimedSize(archive: Buffer, size: number): Buffer {
  const lying = Buffer.from(archive);
  lying.writeUInt32LE(size, lying.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24);
  lying.writeUInt32LE(size, 22);
  return lying;
}

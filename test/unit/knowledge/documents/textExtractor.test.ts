import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DocumentError } from '../../../../src/core/knowledge/documents/documentText';
import { TextExtractor } from '../../../../src/core/knowledge/documents/extraction/textExtractor';
import { extractionLimits } from '../../../../src/core/knowledge/documents/limits';
import { Child } from '../../../support/child';
import { crowdedPage, flateBomb, nestedArrays } from './support/harmfulPdfs';

const fixtures = 'test/fixtures/knowledge/documents';
const never = new AbortController().signal;
const html = Buffer.from('<h1>Returns</h1><p>Within thirty days.</p>');

const blames = (pattern: RegExp) => (error: unknown) => error instanceof DocumentError && pattern.test(error.message);

const blamesNone = (pattern: RegExp) => (error: unknown) => error instanceof Error && !(error instanceof DocumentError) && pattern.test(error.message);

/** A thread that runs this code instead of the real one. */
const threadOf = (code: string) => () => Promise.resolve(new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort as port } from 'node:worker_threads';\n${code}`)}`));

describe('TextExtractor', function () {
  this.timeout(60_000);

  /** Still there afterwards, and reads. */
  const goesOn = async (extractor: TextExtractor) => assert.match(await extractor.extract('html', html, never), /^# Returns/);

  it('reads one format after another in one thread, and leaves the bytes to their owner', async () => {
    const extractor = new TextExtractor();
    assert.equal(extractor.isRunning, false);
    assert.match(await extractor.extract('pdf', await readFile(`${fixtures}/handbook.pdf`), never), /within thirty days/);
    assert.match(await extractor.extract('docx', await readFile(`${fixtures}/handbook.docx`), never), /^# Returns/);
    const bytes = Buffer.from(html);
    await extractor.extract('html', bytes, never);
    assert.deepEqual(bytes, html);
    assert.equal(extractor.isRunning, true);
  });

  it('gives up on a page that takes too long, without holding up this thread', async () => {
    const extractor = new TextExtractor({ limits: { ...extractionLimits, ms: 1_500 } });
    let turns = 0;
    const turning = setInterval(() => turns++, 1);
    await assert.rejects(extractor.extract('pdf', crowdedPage(50_000_000), never), blames(/^Reading it takes more than 1\.5 seconds\. Save the part that matters/));
    clearInterval(turning);
    assert.ok(turns > 20, `${turns} turns`);
    assert.equal(extractor.isRunning, false);
  });

  it('gives up on a page that unpacks to more than there is memory, and reads the next document', async () => {
    const extractor = new TextExtractor({ limits: { ...extractionLimits, bytes: 256 * 1024 * 1024 } });
    const bomb = flateBomb();
    assert.ok(bomb.length < 50_000);
    await assert.rejects(extractor.extract('pdf', bomb, never), blames(/^Reading it takes more than 256 MiB of memory\. Save the part/));
    await goesOn(extractor);
  });

  it('survives what nests too deeply', async () => {
    const extractor = new TextExtractor();
    await assert.rejects(extractor.extract('pdf', nestedArrays(2_000_000), never), blames(/./));
    await goesOn(extractor);
  });

  it('stops in the middle of a page, at once, and reads the next document', async () => {
    const extractor = new TextExtractor();
    const stop = new AbortController();
    const work = extractor.extract('pdf', crowdedPage(50_000_000), stop.signal);
    setTimeout(() => stop.abort(new Error('stopped')), 500);
    await assert.rejects(work, /^Error: stopped$/);
    await goesOn(extractor);
  });

  it('lets one who waits go, and reads on for the other', async () => {
    const extractor = new TextExtractor();
    const stop = new AbortController();
    const first = extractor.extract('html', html, never);
    const second = extractor.extract('html', html, stop.signal);
    stop.abort(new Error('stopped'));
    await assert.rejects(second, /stopped/);
    assert.match(await first, /^# Returns/);
    await goesOn(extractor);
  });

  it('ends its thread when there is nothing more to read, and starts another', async () => {
    const extractor = new TextExtractor({ idleMs: 1 });
    await goesOn(extractor);
    while (extractor.isRunning) await new Promise((resolve) => setTimeout(resolve, 1));
    await goesOn(extractor);
  });

  it('keeps no process alive, and none from its work', async () => {
    const child = await Child.start(fileURLToPath(new URL('processes/extractOne.ts', import.meta.url)), []);
    await child.said(2);
    assert.deepEqual(child.lines, ['# Returns', 'ended while the thread was there: true']);
  });

  describe('whose thread', () => {
    it('dies, blames the document', async () => {
      const extractor = new TextExtractor({ module: threadOf(`port.postMessage({ type: 'ready' }); port.on('message', () => process.exit(3))`) });
      await assert.rejects(extractor.extract('html', html, never), blames(/^Reading it brought the reader down \(It ended with exit code 3\.\)\. Save it anew/));
      assert.equal(extractor.isRunning, false);
    });

    it('throws, blames the document', async () => {
      const extractor = new TextExtractor({ module: threadOf(`port.postMessage({ type: 'ready' }); port.on('message', () => { throw new Error('odd\\nstack') })`) });
      await assert.rejects(extractor.extract('html', html, never), blames(/brought the reader down \(odd\)/));
    });

    for (const [what, code] of [['throws', 'throw new Error("no library")'], ['ends', 'process.exit(0)']] as const) {
      it(`${what} before it begins, blames no document`, async () => {
        const extractor = new TextExtractor({ module: threadOf(code) });
        await assert.rejects(extractor.extract('html', html, never), blamesNone(/does not start \(.+\)\. Reload the window, or run/));
      });
    }

    for (const [what, answer] of [['no answer', '{ text: 5 }'], ['more than there can be', `{ type: 'text', text: 'a'.repeat(20 * 1024 * 1024 + 1) }`], ['something out of turn', `{ type: 'ready' }`]] as const) {
      it(`says ${what}, is not believed`, async () => {
        const extractor = new TextExtractor({ module: threadOf(`port.postMessage({ type: 'ready' }); port.on('message', () => port.postMessage(${answer}))`) });
        await assert.rejects(extractor.extract('html', html, never), /the thread that reads documents/);
        assert.equal(extractor.isRunning, false);
      });
    }

    it('never says anything, is given up', async () => {
      const extractor = new TextExtractor({ limits: { ...extractionLimits, startMs: 300 }, module: threadOf('port.on("message", () => undefined)') });
      await assert.rejects(extractor.extract('html', html, never), blamesNone(/does not start \(nothing for 0\.3 seconds\)/));
    });

    // V8's own limit would end the process with the thread.
    for (const [what, code] of [
      ['a table', `const table = new Map(); for (let i = 0; ; i++) table.set(i, 'text ' + i)`],
      ['long lists', `const all = []; for (;;) all.push(new Array(1e7).fill(1.5))`],
    ] as const) {
      it(`fills the memory with ${what}, is stopped`, async () => {
        const extractor = new TextExtractor({ limits: { ...extractionLimits, bytes: 256 * 1024 * 1024 }, module: threadOf(`port.postMessage({ type: 'ready' }); port.on('message', () => { ${code} })`) });
        await assert.rejects(extractor.extract('html', html, never), /more than 256 MiB of memory/);
        assert.equal(extractor.isRunning, false);
      });
    }

    it('knows nothing of the environment', async () => {
      process.env['LLMFLOW_TEST_SECRET'] = 'secret';
      const extractor = new TextExtractor({
        module: threadOf(`port.postMessage({ type: 'ready' }); port.on('message', () => port.postMessage({ type: 'text', text: String(process.env.LLMFLOW_TEST_SECRET) }))`),
      });
      assert.equal(await extractor.extract('html', html, never), 'undefined');
      delete process.env['LLMFLOW_TEST_SECRET'];
    });
  });
});

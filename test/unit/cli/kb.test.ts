import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Interruption, type Embeddings } from '../../../src/cli/io';
import { llmflow, temporaryFolder } from './testCommand';

const documents = {
  'docs/leave.md': '# Leave\n\nEmployees have thirty days off in a year.\n',
  'docs/food.md': '# Food\n\nThe canteen opens at noon.\n',
  'docs/scan.pdf': 'no pdf at all',
  'notes.txt': 'Parking is free for bicycles.\n',
};

/** Vectors that know one thing: whether a text speaks of food, by whatever word. */
const ofFood: Embeddings = {
  choose: (model) => Promise.resolve({ kind: 'openai', model, dimensions: 2 }),
  embed: (_model, texts) => Promise.resolve(texts.map((text) => Float32Array.from(/canteen|lunch/.test(text) ? [1, 0.01] : [0.01, 1]))),
};

describe('llmflow kb', () => {
  let folder: string;
  let remove: () => Promise<void>;
  beforeEach(async () => ({ folder, remove } = await temporaryFolder(documents)));
  afterEach(() => remove());

  const kb = (...args: string[]) => llmflow(folder, ['kb', ...args]);

  it('takes documents in, lists, searches, refreshes and removes', async () => {
    const added = await kb('add', 'handbook', 'docs', '*.txt');
    assert.equal(added.status, 0);
    assert.match(added.stdout, /^“handbook”: 3 added, 1 skipped\. It holds 3 chunks\.\n$/);
    assert.match(added.stderr, /docs\/scan\.pdf: /, 'a bad document is named');

    assert.match((await kb('list')).stdout, /^handbook: 3 documents, 3 chunks, by words, refreshed 20/);

    const found = await kb('search', 'handbook', 'days off', '--top-k', '1');
    assert.match(found.stdout, /^docs\/leave\.md:1 › Leave \(to line 3, score [\d.]+\)\n {2}# Leave\n\n {2}Employees have thirty days off in a year\.\n\n$/);

    await writeFile(path.join(folder, 'notes.txt'), 'Parking costs a lot, even for bicycles and unicycles.\n');
    assert.match((await kb('refresh', 'handbook')).stdout, /1 updated/);
    assert.match((await kb('search', 'handbook', 'unicycles', '--top-k', '1')).stdout, /^notes\.txt:1 /);

    assert.equal((await kb('remove', 'handbook')).status, 0);
    assert.match((await kb('list')).stderr, /There are no knowledge bases/);
  });

  it('prints one JSON object a line', async () => {
    await kb('add', 'handbook', 'docs');
    const { stdout } = await kb('search', 'handbook', 'canteen', '--json', '--top-k', '1');
    const { score, ...passage } = JSON.parse(stdout) as Record<string, unknown>;
    assert.ok(typeof score === 'number' && score > 0);
    assert.deepEqual(passage, { text: '# Food\n\nThe canteen opens at noon.', source: 'docs/food.md', line: 1 });
  });

  it('takes paths relative to the current folder, and keeps them relative to the workspace', async () => {
    const from = (...args: string[]) => llmflow(path.join(folder, 'docs'), ['kb', ...args, '--workspace', '..']);
    assert.equal((await from('add', 'handbook', 'food.md', '../notes.txt')).status, 0);
    assert.match((await from('search', 'handbook', 'bicycles', '--json')).stdout, /"source":"notes\.txt"/);
    const outside = await from('add', 'handbook', '../../elsewhere.md');
    assert.equal(outside.status, 2);
    assert.match(outside.stderr, /“\.\.\/\.\.\/elsewhere\.md” is outside the workspace/);
  });

  it('fails where nothing could be taken in', async () => {
    assert.equal((await kb('add', 'handbook', 'docs/scan.pdf')).status, 1);
    const missing = await kb('add', 'other', 'nowhere.md');
    assert.equal(missing.status, 1);
    assert.match(missing.stderr, /nowhere\.md: There is no such file/);
  });

  it('says which knowledge bases there are where one is not', async () => {
    for (const args of [['search', 'handbok', 'x'], ['refresh', 'handbok'], ['remove', 'handbok']]) {
      const { status, stderr } = await kb(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /There is no knowledge base “handbok” in this workspace\. It has none/);
    }
    await kb('add', 'handbook', 'docs');
    assert.match((await kb('search', 'handbok', 'x')).stderr, /There are: handbook\./);
    assert.equal((await kb('search', 'handbook', 'x', '--top-k', '51')).status, 2);
    assert.equal((await kb('search', 'handbook', 'x', '--top-k', '0')).status, 2);
    assert.equal((await kb('add', '../up', 'docs')).status, 1);
  });

  it('tells where nothing is found, which is no failure', async () => {
    await kb('add', 'handbook', 'notes.txt');
    assert.deepEqual(await kb('search', 'handbook', 'zzzz'), { status: 0, stdout: '', stderr: 'Nothing was found in “handbook”.\n' });
  });

  it('tells how far it is where there is much to do, on stderr', async () => {
    for (let index = 0; index < 40; index++) await writeFile(path.join(folder, 'docs', `${index}.md`), `Page ${index}.\n`);
    const { stdout, stderr } = await kb('add', 'handbook', 'docs/*.md');
    assert.equal(stdout.split('\n').length, 2);
    const told = stderr.split('\n').filter((line) => line.startsWith('reading '));
    assert.ok(told.length >= 5 && told.length <= 11, `${told.length} lines`);
  });

  it('ends as interrupted, and leaves what there was', async () => {
    await kb('add', 'handbook', 'notes.txt');
    const signal = AbortSignal.abort(new Interruption('SIGINT'));
    const { status } = await llmflow(folder, ['kb', 'add', 'handbook', 'docs'], { interruptible: () => signal });
    assert.equal(status, 130);
    assert.match((await kb('search', 'handbook', 'bicycles', '--json')).stdout, /notes\.txt/);
  });

  it('searches a new one by meaning with the model that is named, and keeps to it', async () => {
    const withModel = (...args: string[]) => llmflow(folder, ['kb', ...args], { embeddings: ofFood });
    assert.equal((await withModel('add', 'handbook', 'docs', '--embedding-model', 'tiny')).status, 0);
    assert.match((await withModel('list')).stdout, /by words and meaning \(tiny\)/);
    assert.match((await withModel('search', 'handbook', 'lunch', '--top-k', '1', '--json')).stdout, /canteen/);
    assert.equal((await withModel('add', 'handbook', 'notes.txt', '--embedding-model', 'tiny')).status, 0);
    const other = await withModel('add', 'handbook', 'notes.txt', '--embedding-model', 'huge');
    assert.equal(other.status, 2);
    assert.match(other.stderr, /“handbook” is there, and is searched by words and meaning \(tiny\)/);
  });

  describe('for workflows', () => {
    const flow = `llmflow: 1
knowledge_base: handbook
nodes:
  question: {type: input, content: How many days off?}
  answer:
    type: generation
    from: question
    intensity: 1
    prompt: "{context} {input_data}"
  result: {type: output, from: answer}
source: rows.csv
processes:
  asked:
    column: question
    prompt: "{context} {input_data}"
`;

    it('run searches it, and tells what it found', async () => {
      await writeFile(path.join(folder, 'flow.llmflow'), flow);
      const missing = await llmflow(folder, ['run', 'flow.llmflow']);
      assert.equal(missing.status, 1);
      assert.match(missing.stderr, /knowledge\/not-found There is no knowledge base “handbook”/);
      await kb('add', 'handbook', 'docs');
      const { status, stderr } = await llmflow(folder, ['run', 'flow.llmflow']);
      assert.equal(status, 0);
      assert.match(stderr, /answer {3}• 1 passage from “handbook”: docs\/leave\.md:1 \(/);
      const events = (await llmflow(folder, ['run', 'flow.llmflow', '--json'])).stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
      const completed = events.find(({ event, node }) => event === 'node-completed' && node === 'answer');
      assert.equal(completed!.knowledge_base, 'handbook');
      const [passage, ...others] = completed!.passages as Record<string, unknown>[];
      assert.deepEqual([passage?.source, passage?.line, passage?.endLine, others], ['docs/leave.md', 1, 3, []]);
    });

    it('check knows which there are, wherever they are named', async () => {
      await writeFile(path.join(folder, 'flow.llmflow'), flow.replace('knowledge_base: handbook\n', '').replace('intensity: 1', 'knowledge_base: handbook'));
      const check = () => llmflow(folder, ['check', 'flow.llmflow']);
      await writeFile(path.join(folder, 'rows.csv'), 'question\nWhy?\n');
      assert.match((await check()).stdout, /^flow\.llmflow:7:21: error knowledge\/not-found .*“handbook”/);
      await kb('add', 'handbook', 'docs');
      assert.equal((await check()).status, 0);
    });

    it('table runs its processes, and again when the knowledge base has changed', async () => {
      await writeFile(path.join(folder, 'flow.llmflow'), flow);
      await writeFile(path.join(folder, 'rows.csv'), 'question\nHow many days off?\nWhen is lunch?\n');
      await kb('add', 'handbook', 'docs');
      const ended = async () => (await llmflow(folder, ['table', 'flow.llmflow'])).stderr;
      assert.match(await ended(), /asked: 2 completed, 0 failed, 0 skipped/);
      assert.match(await ended(), /asked: 0 completed, 0 failed, 2 skipped/);
      await kb('add', 'handbook', 'notes.txt');
      assert.match(await ended(), /asked: 2 completed, 0 failed, 0 skipped/);
    });
  });
});

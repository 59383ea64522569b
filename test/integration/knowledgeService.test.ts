import assert from 'node:assert/strict';
import { KnowledgeService } from '../../src/host/knowledge/knowledgeService';
import { emptyReport, FakeKnowledgeBases } from './support/fakeKnowledgeBases';

const folder = '/somewhere';

describe('the knowledge service', () => {
  let bases: FakeKnowledgeBases;
  let isTrusted: boolean;
  let knowledge: KnowledgeService;
  let told: number;

  beforeEach(() => {
    bases = new FakeKnowledgeBases();
    isTrusted = true;
    told = 0;
    knowledge = new KnowledgeService(() => bases, () => isTrusted);
    knowledge.onDidChange(() => told++);
  });
  afterEach(() => knowledge.dispose());

  it('tells what it creates and removes', async () => {
    await knowledge.create(folder, 'a', { kind: 'lexical' });
    assert.deepEqual([told, (await knowledge.list(folder)).map(({ name }) => name)], [1, ['a']]);
    await knowledge.remove(folder, 'a');
    assert.deepEqual([told, await knowledge.list(folder)], [2, []]);
  });

  it('makes one update of a knowledge base at a time, and tells its beginning and its end', async () => {
    const update = knowledge.refresh(folder, 'a', { signal: new AbortController().signal });
    assert.deepEqual([told, knowledge.isUpdating(folder, 'a'), knowledge.isUpdating(folder, 'b')], [1, true, false]);
    await assert.rejects(knowledge.add(folder, 'a', ['x'], { signal: new AbortController().signal }), /“a” is being updated already/);
    await assert.rejects(knowledge.remove(folder, 'a'), /“a” is being updated/);
    bases.finish({ ...emptyReport, added: 1 });
    assert.equal((await update).added, 1);
    assert.deepEqual([told, knowledge.isUpdating(folder, 'a')], [2, false]);
  });

  it('ends an update that is cancelled, or that the window leaves behind', async () => {
    const abort = new AbortController();
    const cancelled = knowledge.refresh(folder, 'a', { signal: abort.signal });
    abort.abort();
    await assert.rejects(cancelled, /abort/);
    assert.equal(knowledge.isUpdating(folder, 'a'), false);
    const left = knowledge.refresh(folder, 'a', { signal: new AbortController().signal });
    knowledge.dispose();
    await assert.rejects(left, /abort/);
  });

  it('gives runs the version of a knowledge base', async () => {
    await knowledge.create(folder, 'a', { kind: 'lexical' });
    const { knowledgeVersion } = knowledge.ports(folder);
    assert.deepEqual([await knowledgeVersion('a'), await knowledgeVersion('b')], ['first', undefined]);
  });

  it('refuses everything in a workspace that is not trusted', async () => {
    isTrusted = false;
    const { signal } = new AbortController();
    const { search, knowledgeVersion } = knowledge.ports(folder);
    const attempts = [
      () => knowledge.list(folder),
      () => knowledge.documents(folder, 'a'),
      () => knowledge.create(folder, 'a', { kind: 'lexical' }),
      () => knowledge.add(folder, 'a', ['x'], { signal }),
      () => knowledge.refresh(folder, 'a', { signal }),
      () => knowledge.remove(folder, 'a'),
      () => search('a', 'query', 3, signal),
      () => knowledgeVersion('a'),
    ];
    for (const attempt of attempts) await assert.rejects(attempt(), /not trusted/);
    assert.deepEqual([told, await bases.list()], [0, []]);
  });
});

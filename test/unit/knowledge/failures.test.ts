import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { faultyFiles, systemError, type Operation } from '../store/support/faultyFiles';
import { countingEmbed, model } from './support/fakeEmbed';
import { KnowledgeWorkspace, noEmbed, signal } from './support/knowledgeWorkspace';

const before = { 'a.md': 'The old text about apples.\n', 'b.md': 'The old text about pears.\n' };
const after = { 'a.md': 'The new text about apples.\n', 'b.md': 'The new text about pears.\n' };

async function textsIn(workspace: KnowledgeWorkspace): Promise<string[]> {
  const found = await workspace.open(countingEmbed().embed).search('fruit', 'text', 5, signal);
  return found.map(({ text }) => text.trim()).sort();
}

const oldTexts = Object.values(before).map((text) => text.trim());
const newTexts = Object.values(after).map((text) => text.trim());

async function oldBase(): Promise<KnowledgeWorkspace> {
  const workspace = new KnowledgeWorkspace(before);
  const bases = workspace.open(countingEmbed().embed);
  await bases.create('fruit', model);
  await bases.add('fruit', ['*.md'], { signal });
  workspace.write(after);
  return workspace;
}

describe('a knowledge base on a file system that fails', () => {
  it('is the old one or the new one, whichever operation of an update the disk refuses, and can be refreshed', async () => {
    let failures = 0;
    for (let refused = 0, isPastAll = false; !isPastAll; refused++) {
      const workspace = await oldBase();
      let count = 0;
      const where: Operation[] = [];
      const files = faultyFiles((operation) => {
        // The lock has tests of its own (test/unit/store/lock.test.ts).
        if (path.basename(operation.file).startsWith('lock') || count++ !== refused) return;
        where.push(operation);
        throw systemError('ENOSPC');
      });
      const bases = workspace.open(countingEmbed().embed, files);
      const outcome = await bases.refresh('fruit', { signal }).then(
        () => 'done',
        (error: unknown) => error,
      );
      isPastAll = count <= refused;
      const at = `operation ${refused}: ${where.map(({ name, file }) => `${name} ${path.basename(file)}`).join()}`;
      if (outcome !== 'done') {
        failures++;
        assert.ok(outcome instanceof Error && outcome.name === 'KnowledgeError', `${at}: ${String(outcome)}`);
        assert.match(outcome.message, /The knowledge base “fruit” cannot be written: the disk is full\. Free some space/, at);
      }
      const texts = await textsIn(workspace);
      assert.deepEqual(texts, texts.some((text) => text.includes('new')) ? newTexts : oldTexts, at);
      if (outcome === 'done') assert.deepEqual(texts, newTexts, at);
      count = Infinity;
      // The same instance goes on: a failed save poisons nothing.
      await bases.refresh('fruit', { signal });
      assert.deepEqual(await textsIn(workspace), newTexts, at);
    }
    assert.ok(failures > 10, `${failures} failures`);
  });

  it('says what to do where nothing may be written', async () => {
    const workspace = await oldBase();
    const files = faultyFiles(() => {
      throw systemError('EROFS');
    });
    await assert.rejects(workspace.open(noEmbed, files).refresh('fruit', { signal }), {
      name: 'KnowledgeError',
      message: /The knowledge base “fruit” cannot be written: the file system is read-only/,
    });
    assert.deepEqual(await textsIn(workspace), oldTexts);
  });
});

describe('a knowledge base whose files are damaged', () => {
  for (const [which, advice, isRefreshed] of [
    ['contents', /contents is damaged\. Refresh it to build it again/, true],
    ['.index', /its index is damaged\. Refresh it to build it again/, true],
    ['definition', /definition is damaged\. Remove the knowledge base and add its files again/, false],
  ] as const) {
    for (const [what, damage] of [
      ['a flipped bit', (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 30 ? byte ^ 4 : byte)))],
      ['no end', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
      ['nothing in it', () => Buffer.alloc(0)],
    ] as const) {
      it(`(${which} has ${what}) says so, and is ${isRefreshed ? 'built again, without paying twice' : 'removed'}`, async () => {
        const workspace = await oldBase();
        const folder = workspace.path('.llmflow/knowledge/fruit');
        const file = path.join(folder, (await readdir(folder)).find((name) => name.endsWith(which)) ?? '');
        writeFileSync(file, damage(readFileSync(file)));
        const counted = countingEmbed();
        const bases = workspace.open(counted.embed);
        await assert.rejects(bases.search('fruit', 'text', 5, signal), { name: 'KnowledgeError', message: advice });
        workspace.write(before);
        if (isRefreshed) {
          await bases.refresh('fruit', { signal });
          assert.deepEqual(counted.texts, []);
          assert.deepEqual(await textsIn(workspace), oldTexts);
        } else {
          assert.deepEqual(await bases.list(), []);
          await assert.rejects(bases.refresh('fruit', { signal }), { name: 'KnowledgeError', message: advice });
          await bases.remove('fruit');
          await bases.add('fruit', ['*.md'], { signal });
        }
      });
    }
  }

  it('(its index is gone) is built again', async () => {
    const workspace = await oldBase();
    const folder = workspace.path('.llmflow/knowledge/fruit');
    for (const name of await readdir(folder)) if (name.endsWith('.index')) workspace.delete(path.join('.llmflow/knowledge/fruit', name));
    const bases = workspace.open(countingEmbed().embed);
    await assert.rejects(bases.search('fruit', 'text', 5, signal), { name: 'KnowledgeError', message: /its index is missing\. Refresh it/ });
    await bases.refresh('fruit', { signal });
    assert.deepEqual(await textsIn(workspace), newTexts);
  });

  it('of a later version is left alone', async () => {
    const workspace = await oldBase();
    const file = workspace.path('.llmflow/knowledge/fruit/contents');
    const { encodeLine } = await import('../../../src/core/store/checkedLine');
    writeFileSync(file, encodeLine('{"format":3}'));
    for (const attempt of [() => workspace.open().search('fruit', 'text', 5, signal), () => workspace.open().refresh('fruit', { signal })]) {
      await assert.rejects(attempt, { name: 'KnowledgeError', message: /was written by another version of LLM Flow\. Update LLM Flow/ });
    }
  });
});

import assert from 'node:assert/strict';
import type { CanvasPage } from './harness/canvasPage';
import { describeCanvas } from './harness/suite';

const passages = [
  { source: 'docs/handbook.md', line: 12, endLine: 20, score: 0.8213, heading: 'Joining › Tools', text: 'New colleagues get\n  their laptop on the first day.' },
  { source: 'docs/<img src=x onerror=alert(1)>.md', line: 3, endLine: 3, score: 0.0421, text: '<script>alert(2)</script> **bold**' },
];
const completed = { event: 'node-completed' as const, output: 'Yes', description: 'Yes', found: true };

describeCanvas('canvas: what a run looked up and took', (open) => {
  const result = (canvas: CanvasPage, id: string) => canvas.page.getByRole('article', { name: `Result of ${id}` });

  async function ran(...events: Parameters<CanvasPage['run']>): Promise<CanvasPage> {
    const canvas = await open();
    await canvas.run({ event: 'run-started', nodes: ['draft', 'second'] }, { event: 'node-started', node: 'draft' });
    await canvas.run(...events);
    return canvas;
  }

  it('lists a node’s passages as text, and opens the one that is chosen', async () => {
    const canvas = await ran({ ...completed, node: 'draft', knowledge_base: 'handbook', passages });
    const list = result(canvas, 'draft').getByRole('list', { name: '2 passages from handbook' });
    const [first, second] = [list.getByRole('button').first(), list.getByRole('button').last()];
    assert.deepEqual((await first.innerText()).split(/\s*\n\s*/), ['docs/handbook.md:12', '0.82', 'Joining › Tools New colleagues get their laptop on the first day.']);
    assert.match(await second.innerText(), /<img src=x onerror=alert\(1\)>\.md:3[^]*0\.042[^]*<script>alert\(2\)<\/script> \*\*bold\*\*/);
    assert.equal(await list.locator('img, script, strong').count(), 0);
    await first.click();
    await second.focus();
    await canvas.page.keyboard.press('Enter');
    assert.deepEqual(
      await canvas.sent('open-passage'),
      passages.map(({ source, line, endLine }) => ({ type: 'open-passage', source, line, endLine })),
    );
  });

  it('warns where nothing was found', async () => {
    const canvas = await ran({ ...completed, node: 'draft', knowledge_base: 'handbook', passages: [], warnings: ['Nothing was found in “handbook”.'] });
    await result(canvas, 'draft').locator('.severity-warning', { hasText: 'Nothing was found in “handbook”.' }).waitFor();
    assert.equal(await result(canvas, 'draft').getByRole('list').count(), 0);
  });

  it('keeps what was looked up for a node that failed', async () => {
    const canvas = await ran({ event: 'node-failed', node: 'draft', error: 'The quota is used up.', knowledge_base: 'handbook', passages });
    await result(canvas, 'draft').getByText('The quota is used up.').waitFor();
    assert.equal(await result(canvas, 'draft').getByRole('list').getByRole('button').count(), 2);
  });

  it('shows tokens and cost of each node and of the run', async () => {
    const canvas = await ran(
      { ...completed, node: 'draft', usage: { input_tokens: 1200, output_tokens: 300 }, cost: 0.00123 },
      { ...completed, node: 'second' },
    );
    const spent = (scope: string) => canvas.page.locator(`${scope} > .spent`);
    assert.equal(await spent('.results').count(), 0, 'totals come at the end');
    await canvas.run({ event: 'run-ended', status: 'completed', usage: { input_tokens: 1200, output_tokens: 300 }, cost: 0.00123 });
    assert.deepEqual((await spent('article[data-node="draft"]').innerText()).split('\n'), ['1,500 tokens', '$0.0012']);
    assert.equal(await spent('article[data-node="second"]').count(), 0, 'no call, nothing to say');
    assert.deepEqual((await spent('.results').innerText()).split('\n'), ['This run', '1,500 tokens', '$0.0012']);
  });

  it('says that a cost is not known rather than that it is nothing', async () => {
    const canvas = await ran({ ...completed, node: 'draft', usage: { input_tokens: 1, output_tokens: 0 } }, { event: 'run-ended', status: 'completed', usage: { input_tokens: 1, output_tokens: 0 } });
    assert.match(await result(canvas, 'draft').innerText(), /1 token\s+cost not known/);
  });
});

import assert from 'node:assert/strict';
import type { CanvasPage } from './harness/canvasPage';
import type { FakeHostWindow } from './harness/fakeHost';
import { describeCanvas } from './harness/suite';
import { sample, viewWith } from './harness/views';

const ids = sample.nodes.map(({ id }) => id);

function completed(node: string, description: string, change: { output?: string; found?: boolean } = {}) {
  return { event: 'node-completed' as const, node, output: description, description, found: true, ...change };
}

describeCanvas('canvas: runs', (open) => {
  const result = (canvas: CanvasPage, id: string) => canvas.page.getByRole('article', { name: `Result of ${id}` });

  it('runs and cancels at the press of a button', async () => {
    const canvas = await open();
    await canvas.button('Run').click();
    await canvas.run({ event: 'run-started', nodes: ids });
    await canvas.button('Cancel').click();
    assert.deepEqual([await canvas.sent('run'), await canvas.sent('cancel')], [[{ type: 'run' }], [{ type: 'cancel' }]]);
  });

  it('marks every state of a node with a word', async () => {
    const canvas = await open();
    await canvas.run(
      { event: 'run-started', nodes: ids },
      { event: 'node-started', node: 'review' },
      completed('review', 'I love it.'),
      { event: 'node-started', node: 'draft' },
      { event: 'node-started', node: 'second' },
      { event: 'node-failed', node: 'second', error: 'The key was not accepted.' },
      { event: 'node-skipped', node: 'best', reason: 'Skipped because "second" failed.' },
    );
    const states = { review: 'Completed', draft: 'Running', second: 'Failed', best: 'Skipped', check: 'Waiting' };
    for (const [id, state] of Object.entries(states)) await canvas.node(id).getByText(state, { exact: true }).waitFor();
    assert.match(await canvas.page.getByRole('status').filter({ hasText: 'of 6' }).innerText(), /Running: 3 of 6 nodes done/);

    await canvas.run({ event: 'run-ended', status: 'cancelled' });
    await canvas.node('draft').getByText('Skipped', { exact: true }).waitFor();
    await canvas.page.getByText('Run cancelled').waitFor();
  });

  it('streams text onto the node and, plain, into the panel; as Markdown once it is complete', async () => {
    const canvas = await open();
    await canvas.run({ event: 'run-started', nodes: ids }, { event: 'node-started', node: 'draft' });
    await canvas.run({ event: 'node-delta', node: 'draft', text: '## Ver' }, { event: 'node-delta', node: 'draft', text: 'dict\n\nIt is **good**' });
    assert.match(await canvas.node('draft').innerText(), /It is \*\*good\*\*/);
    assert.match(await result(canvas, 'draft').innerText(), /## Verdict\s+It is \*\*good\*\*/);

    await canvas.run(completed('draft', '## Verdict\n\nIt is **good**.\n\n<output>Positive</output>', { output: 'Positive' }));
    await result(canvas, 'draft').getByRole('heading', { name: 'Verdict' }).waitFor();
    assert.equal(await result(canvas, 'draft').locator('strong').innerText(), 'good');
    assert.equal(await result(canvas, 'draft').locator('pre').innerText(), 'Positive');
    assert.match(await canvas.node('draft').innerText(), /Positive/);
  });

  it('voids what a failed attempt had said, and says why', async () => {
    const canvas = await open();
    await canvas.run({ event: 'run-started', nodes: ids }, { event: 'node-started', node: 'draft' });
    await canvas.run({ event: 'node-delta', node: 'draft', text: 'Half a sente' });
    await canvas.run({ event: 'node-delta', node: 'draft', text: '', attempt: 2, reason: 'the connection broke.' });
    assert.match(await result(canvas, 'draft').innerText(), /Attempt 2: the connection broke\./);
    assert.doesNotMatch(await result(canvas, 'draft').innerText(), /Half a sente/);
    await canvas.run({ event: 'node-delta', node: 'draft', text: 'A whole one.' });
    assert.match(await canvas.node('draft').innerText(), /A whole one\./);
    assert.doesNotMatch(await canvas.node('draft').innerText(), /Half a sente/);
  });

  it('makes nothing of a model’s answer live', async () => {
    const canvas = await open();
    await canvas.page.evaluate(() => Object.assign(window, { alert: () => Object.assign(window, { hacked: true }) }));
    const requests: string[] = [];
    canvas.page.on('request', (request) => requests.push(request.url()));
    const evil = [
      '<img src="https://evil.test/x.png" onerror="alert(1)">',
      '<script>alert(2)</script>',
      '<iframe src="https://evil.test"></iframe>',
      '[click](javascript:alert(3)) [data](data:text/html,<script>alert(4)</script>) [file](file:///etc/passwd) [command](command:workbench.action.quit)',
      '![tracker](https://evil.test/pixel.png) ![](https://evil.test/none.png)',
      '[fine](https://example.com/page) <https://example.org>',
      '<a href="javascript:alert(5)">raw</a><style>body{display:none}</style>',
    ].join('\n\n');
    await canvas.run({ event: 'run-started', nodes: ids }, completed('draft', evil, { output: 'x' }));
    const markdown = result(canvas, 'draft').locator('.markdown');
    await markdown.waitFor();
    assert.equal(await markdown.locator('img, script, iframe, style, object, embed, svg').count(), 0);
    const links = await markdown.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    assert.deepEqual(links, ['https://example.com/page', 'https://example.org']);
    const handlers = await markdown.locator('*').evaluateAll((all) =>
      all.flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith('on') || name === 'style' || name === 'srcdoc')),
    );
    assert.deepEqual(handlers, []);
    await markdown.getByText('[image: tracker]').waitFor();
    for (const word of ['click', 'data', 'file', 'command']) await markdown.getByText(word, { exact: true }).click({ force: true });
    assert.deepEqual(requests, []);
    assert.equal(await canvas.page.evaluate(() => 'hacked' in window), false);
  });

  it('warns when a model gave no output tag; on an input it is only a note', async () => {
    const canvas = await open();
    await canvas.run({ event: 'run-started', nodes: ids }, completed('review', 'Plain.', { found: false }), completed('draft', 'Plain.', { found: false }));
    assert.equal(await result(canvas, 'draft').locator('.result-note.severity-warning').count(), 1);
    assert.equal(await result(canvas, 'review').locator('.result-note.severity-warning').count(), 0);
    assert.equal(await result(canvas, 'review').locator('.result-note').count(), 1);
  });

  it('orders results by the start of their nodes, and keeps what a failed node had said', async () => {
    const canvas = await open();
    await canvas.run(
      { event: 'run-started', nodes: ids },
      { event: 'node-started', node: 'second' },
      { event: 'node-started', node: 'draft' },
      completed('draft', 'Done.'),
      { event: 'node-failed', node: 'second', error: 'The stream ended early.', description: 'Not a whole' },
    );
    const order = await canvas.page.getByRole('article').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    assert.deepEqual(order, ['Result of second', 'Result of draft']);
    assert.match(await result(canvas, 'second').innerText(), /Not a whole\s+The stream ended early\./);
  });

  it('hears a run only once when it is told twice, and starts anew with the next', async () => {
    const canvas = await open();
    const base = { run: 'r', time: '2026-11-20T10:00:00Z' };
    const events = [
      { ...base, seq: 1, event: 'run-started' as const, nodes: ids },
      { ...base, seq: 2, event: 'node-started' as const, node: 'draft' },
      { ...base, seq: 3, event: 'node-delta' as const, node: 'draft', text: 'once ' },
    ];
    await canvas.send({ type: 'run-events', events });
    await canvas.send({ type: 'run-events', events });
    await canvas.send({ type: 'run-events', events: [...events.slice(2), { ...base, seq: 4, event: 'node-delta', node: 'draft', text: 'only' }] });
    assert.match(await result(canvas, 'draft').innerText(), /Running\s+once only$/);

    await canvas.send({ type: 'run-events', events: [{ ...base, run: 'next', seq: 1, event: 'run-started', nodes: ['review'] }] });
    await result(canvas, 'draft').waitFor({ state: 'detached' });
    await canvas.node('draft').getByText('Generation').waitFor();
  });

  it('shows an input’s content as it is now, not as it ran', async () => {
    const canvas = await open();
    await canvas.run({ event: 'run-started', nodes: ids }, completed('review', 'As it ran.'), { event: 'run-ended', status: 'completed' });
    assert.match(await canvas.node('review').innerText(), /I love this movie/);
  });

  it('shows the result of the node that is selected', async () => {
    const canvas = await open();
    await canvas.run(
      { event: 'run-started', nodes: ids },
      ...ids.flatMap((node) => [{ event: 'node-started' as const, node }, completed(node, 'Long.\n\n'.repeat(20))]),
    );
    const isInView = () => result(canvas, 'result').evaluate((element) => element.getBoundingClientRect().top < window.innerHeight);
    await result(canvas, 'review').waitFor();
    assert.equal(await isInView(), false);
    await canvas.node('result').click();
    await canvas.frames(2);
    assert.equal(await isInView(), true);
  });

  it('resizes and closes the panel with the keyboard', async () => {
    const canvas = await open();
    await canvas.button('Execution results').click();
    const width = async () => (await canvas.page.getByRole('region', { name: 'Execution results' }).boundingBox())!.width;
    const before = await width();
    await canvas.page.getByRole('separator', { name: 'Resize execution results' }).focus();
    await canvas.page.keyboard.press('ArrowLeft');
    assert.ok((await width()) > before);
    await canvas.button('Close execution results').click();
    await canvas.page.getByRole('region', { name: 'Execution results' }).waitFor({ state: 'detached' });
  });

  it('redraws only the node that streams', async () => {
    const canvas = await open();
    await canvas.run({ event: 'run-started', nodes: ids }, { event: 'node-started', node: 'draft' }, { event: 'node-started', node: 'second' });
    await canvas.page.evaluate(() => {
      const touched = new Set<string>();
      Object.assign(window, { touched });
      new MutationObserver((mutations) => {
        for (const { target } of mutations) {
          const element = target instanceof Element ? target : target.parentElement;
          touched.add(element?.closest<HTMLElement>('.react-flow__node')?.dataset['id'] ?? element?.closest('.react-flow__edges')?.className ?? '');
        }
      }).observe(document.querySelector('.react-flow')!, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    for (let delta = 0; delta < 5; delta++) await canvas.run({ event: 'node-delta', node: 'draft', text: `word ${delta} ` });
    assert.deepEqual(await canvas.page.evaluate(() => [...(window as unknown as { touched: Set<string> }).touched]), ['draft']);
  });

  it('stays responsive with ten nodes streaming at full speed', async () => {
    const workers = Array.from({ length: 10 }, (_, index) => ({ id: `worker_${index}`, type: 'generation' as const, position: [0, index * 150] as const }));
    const canvas = await open({ view: viewWith({ nodes: workers, connections: [] }) });
    await canvas.run({ event: 'run-started', nodes: workers.map(({ id }) => id) }, ...workers.map(({ id }) => ({ event: 'node-started' as const, node: id })));

    // Every message is handled in a task of its own, as the host's are; a frame can be drawn between any two.
    const { rounds, first, last, redraws } = await canvas.page.evaluate(async (names) => {
      const page = window as unknown as FakeHostWindow;
      const rounds = 450;
      const words = 'some more words, '.repeat(8);
      let seq = 100;
      let redraws = 0;
      const card = document.querySelector('.react-flow__node[data-id="worker_0"]')!;
      new MutationObserver(() => redraws++).observe(card, { subtree: true, childList: true, characterData: true });
      const stream = async (count: number) => {
        const [frames, start] = [page.framesDrawn, performance.now()];
        for (let round = 0; round < count; round++) {
          for (let message = 0; message < 4; message++) {
            const events = names.map((node) => ({ run: 'run-1', seq: ++seq, time: '', event: 'node-delta', node, text: `${seq} ${words}` }));
            window.postMessage({ type: 'run-events', events }, '*');
          }
          await new Promise((resolve) => setTimeout(resolve));
        }
        return { frames: page.framesDrawn - frames, ms: performance.now() - start };
      };
      const first = await stream(rounds / 3);
      await stream(rounds / 3);
      const last = await stream(rounds / 3);
      return { rounds, first, last, redraws };
    }, workers.map(({ id }) => id));

    const length = await result(canvas, 'worker_9').evaluate((element) => element.textContent.length);
    await canvas.frames(2);
    assert.ok(length > rounds * 4 * 100, `all text is there: ${length}`);
    // Frames keep coming: not one long task for all the messages.
    assert.ok(first.frames > 10 && last.frames > 10, JSON.stringify({ first, last }));
    const frames = await canvas.page.evaluate(() => (window as unknown as FakeHostWindow).framesDrawn);
    assert.ok(redraws <= frames, `at most one redraw a frame: ${redraws} in ${frames}`);
    // The last third has twice the text of the first to carry; quadratic work would take many times as long.
    assert.ok(last.ms < 3.5 * first.ms, JSON.stringify({ first, last }));
  });
});

import assert from 'node:assert/strict';
import type { CanvasPage } from './harness/canvasPage';
import { describeCanvas } from './harness/suite';
import { endedRun, table, tableRun, tableView } from './harness/tableViews';
import { sample } from './harness/views';

describeCanvas('canvas: the table half', (open) => {
  const row = (canvas: CanvasPage, name: string) => canvas.page.getByRole('listitem').filter({ hasText: name });
  const bar = (canvas: CanvasPage, name: string) => canvas.page.getByRole('progressbar', { name });

  it('is the page where the workflow has no graph: the source, then the processes in their order', async () => {
    const canvas = await open({ view: tableView() });
    const rows = await canvas.page.getByRole('list', { name: 'Source and processes' }).getByRole('listitem').allInnerTexts();
    assert.deepEqual(
      rows.map((text) => text.replace(/\s+/g, ' ')),
      [
        'data/reviews.csv Source',
        '1 sentiment reads review builtin / auto Built-in prompt',
        '2 complaints reads review title openai / gpt-5-mini Name what the reviewer of {title} disliked, the worst first. {input_data} {output_format}',
        '3 verdict reads results.complaints Runs this workflow’s graph',
      ],
    );
    assert.equal(await canvas.page.locator('.react-flow').count(), 0);
    assert.equal(await canvas.button('Run').count(), 0);
  });

  it('lies below the graph where there is one, and folds away for good', async () => {
    const canvas = await open({ view: { ...sample, table } });
    const panel = canvas.page.getByRole('region', { name: 'Table' });
    await panel.getByText('complaints', { exact: true }).waitFor();
    const toggle = panel.getByRole('button', { name: 'Table', exact: true });
    assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
    await toggle.click();
    await panel.getByText('complaints', { exact: true }).waitFor({ state: 'detached' });
    await canvas.send(tableRun());
    await panel.getByText('Running “complaints”, process 2 of 3, 550 left').waitFor();

    const state = await canvas.page.evaluate(() => (window as unknown as { state: unknown }).state);
    const again = await open({ view: { ...sample, table }, state });
    assert.equal(await again.page.getByRole('button', { name: 'Table', exact: true }).getAttribute('aria-expanded'), 'false');
  });

  it('shows no table for a workflow without one', async () => {
    const canvas = await open();
    assert.equal(await canvas.page.getByRole('region', { name: 'Table' }).count(), 0);
  });

  it('asks for what the user presses', async () => {
    const canvas = await open({ view: tableView() });
    await canvas.button('Run table').click();
    await canvas.button('First 10 rows').click();
    await canvas.button('Retry failed rows').click();
    await canvas.button('Run complaints').click();
    await canvas.button('Show results').click();
    await canvas.button('data/reviews.csv').click();
    await canvas.button('Pull source').click();
    await canvas.button('Open complaints in the text').click();
    await canvas.button('Open the source in the text').click();
    assert.deepEqual(await canvas.sent('run-table'), [
      { type: 'run-table' },
      { type: 'run-table', limit: 10 },
      { type: 'run-table', retryFailed: true },
      { type: 'run-table', processes: ['complaints'] },
    ]);
    assert.deepEqual(await canvas.sent('show-tables'), [{ type: 'show-tables', view: 'results' }, { type: 'show-tables', view: 'source' }]);
    assert.equal((await canvas.sent('pull-source')).length, 1);
    assert.deepEqual(await canvas.sent('open-text'), [{ type: 'open-text', process: 'complaints' }, { type: 'open-text', field: 'source' }]);
  });

  it('shows how far each process is, and what the run spends', async () => {
    const canvas = await open({ view: tableView() });
    await canvas.send(tableRun());
    await canvas.page.getByText('Running “complaints”, process 2 of 3', { exact: true }).first().waitFor();
    const figures = await canvas.page.locator('.run-figures > span').allInnerTexts();
    assert.deepEqual(figures, ['550 left', '12 rows/s', '45 s left', '12,345 tokens', '$0.012']);

    const running = bar(canvas, 'Progress of complaints');
    const values = await running.evaluate((element) => ['valuemin', 'valuenow', 'valuemax', 'valuetext'].map((name) => element.getAttribute(`aria-${name}`)));
    assert.deepEqual(values, ['0', '450', '1000', '450 of 1,000 rows, 3 failed']);
    assert.match(await row(canvas, 'complaints').first().innerText(), /450 of 1,000 rows, 3 failed/);
    assert.match(await row(canvas, 'sentiment').innerText(), /990 completed, 10 done before/);
    assert.match(await row(canvas, 'verdict').innerText(), /Waiting/);
  });

  it('says that a price is not known, and nothing of what is not known yet', async () => {
    const canvas = await open({ view: tableView() });
    const { rowsPerSecond, secondsLeft, ...progress } = tableRun({ cost: null }).run.progress!;
    assert.ok(rowsPerSecond !== undefined && secondsLeft !== undefined);
    await canvas.send({ ...tableRun(), run: { state: 'running', startedAt: '2026-11-20T10:00:00.000Z', progress } });
    assert.deepEqual(await canvas.page.locator('.run-figures > span').allInnerTexts(), ['550 left', '12,345 tokens', 'cost not known']);
    await canvas.send({ ...tableRun(), run: { state: 'pulling', startedAt: '2026-11-20T10:00:00.000Z' } });
    await bar(canvas, 'Reading the source').waitFor();
    assert.equal(await bar(canvas, 'Reading the source').getAttribute('aria-valuenow'), null);
  });

  it('cancels a run, starts no other meanwhile, and offers to resume it', async () => {
    const canvas = await open({ view: tableView() });
    await canvas.send(tableRun());
    assert.equal(await canvas.button('Run table').count(), 0);
    assert.equal(await canvas.button('Run sentiment').getAttribute('aria-disabled'), 'true');
    await canvas.button('Cancel table run').click();
    assert.equal((await canvas.sent('cancel-table')).length, 1);

    await canvas.send(endedRun({ status: 'cancelled', completed: 1390, failed: 3, skipped: 57 }));
    await canvas.page.locator('.run-stage').getByText('Run cancelled: 1,390 completed, 3 failed, 57 done before').waitFor();
    assert.match(await row(canvas, 'complaints').first().innerText(), /450 of 1,000 rows, 3 failed/);
    assert.doesNotMatch(await row(canvas, 'verdict').innerText(), /Waiting/);
    await canvas.button('Resume').click();
    assert.deepEqual(await canvas.sent('run-table'), [{ type: 'run-table', resume: true }]);
  });

  it('says how a run ended', async () => {
    const canvas = await open({ view: tableView() });
    const stage = canvas.page.locator('.run-stage');
    await canvas.send(endedRun({ status: 'completed', completed: 0, failed: 0, skipped: 3000 }));
    assert.equal(await stage.innerText(), 'Run completed: 3,000 done before');
    assert.equal(await canvas.button('Run table').count(), 1);
    await canvas.send(endedRun({ status: 'failed', completed: 0, failed: 0, skipped: 0, error: 'The source “data/reviews.csv” does not exist.' }));
    assert.equal(await stage.innerText(), 'Run failed: The source “data/reviews.csv” does not exist.');
    await canvas.send(endedRun({ status: 'budget', completed: 12, failed: 0, skipped: 0 }));
    assert.equal(await stage.innerText(), 'Run stopped at its budget: 12 completed');
    await canvas.send(endedRun({ status: 'failed', completed: 10, failed: 2, skipped: 0 }));
    assert.equal(await canvas.button('Retry failed rows').getAttribute('title'), 'Run 2 failed rows again');
  });

  it('speaks at the quarters of a process, not at every row', async () => {
    const canvas = await open({ view: tableView() });
    const spoken = canvas.page.locator('.table-list [aria-live=polite]');
    await canvas.send(tableRun());
    await canvas.page.evaluate(() => {
      const heard: (string | null)[] = [];
      Object.assign(window, { heard });
      const region = document.querySelector('.table-list [aria-live=polite]')!;
      new MutationObserver(() => heard.push(region.textContent)).observe(region, { subtree: true, childList: true, characterData: true });
    });
    for (let completed = 400; completed <= 900; completed += 10) await canvas.send(tableRun({ completed, left: 950 - completed }));
    await canvas.send(endedRun({ status: 'completed', completed: 3000, failed: 0, skipped: 0 }));
    assert.deepEqual(await canvas.page.evaluate(() => (window as unknown as { heard: string[] }).heard), [
      'Running “complaints”, process 2 of 3: 50 % done',
      'Running “complaints”, process 2 of 3: 75 % done',
      'Run completed: 3,000 completed',
    ]);
    assert.equal(await spoken.count(), 1);
  });

  it('shows problems where they belong, as sentences that lead to their lines', async () => {
    const problems = [
      { rule: 'source/not-found', severity: 'error' as const, message: 'The source does not exist.', part: 'source' as const, line: 5 },
      { rule: 'process/unknown-column', severity: 'error' as const, message: 'There is no column “reviewed”.', part: 'processes' as const, process: 'complaints', line: 12 },
    ];
    const canvas = await open({ view: tableView({}, { problems }) });
    assert.match(await row(canvas, 'data/reviews.csv').innerText(), /The source does not exist\./);
    assert.match(await row(canvas, 'complaints').first().innerText(), /There is no column “reviewed”\./);
    assert.doesNotMatch(await row(canvas, 'sentiment').innerText(), /There is no column/);
    assert.equal(await row(canvas, 'complaints').first().getByRole('img', { name: 'There is no column “reviewed”.' }).count(), 1);
    await canvas.page.getByText('There is no column “reviewed”.').click();
    assert.deepEqual(await canvas.sent('open-text'), [{ type: 'open-text', line: 12 }]);
  });

  it('makes nothing of a file’s text live', async () => {
    const evil = '<img src=x onerror="window.hacked = true"><b>bold</b>';
    const processes = [{ name: evil, columns: [evil], prompt: { from: 'own' as const, text: evil }, model: { llm_provider: evil, model_type: evil }, holds: {} }];
    const canvas = await open({ view: tableView({ source: evil, processes }, { name: evil }) });
    await canvas.send({ ...tableRun({ process: evil }), processes: [evil] });
    assert.equal(await canvas.page.locator('#root img, #root b').count(), 0);
    assert.equal(await canvas.page.evaluate(() => 'hacked' in window), false);
    // Source and process are both buttons of that name.
    assert.equal(await canvas.page.getByRole('button', { name: evil, exact: true }).count(), 2);
  });

  it('says why nothing may run', async () => {
    const canvas = await open({ view: tableView({}, { runnable: 'The workspace is not trusted.' }) });
    for (const name of ['Run table', 'First 10 rows', 'Retry failed rows']) {
      assert.equal(await canvas.button(name).getAttribute('title'), 'The workspace is not trusted.');
      await canvas.button(name).click({ force: true });
    }
    assert.deepEqual(await canvas.sent('run-table'), []);
  });

  it('says what to add where there are no processes, or no source', async () => {
    const canvas = await open({ view: tableView({ processes: [] }) });
    await canvas.page.getByText('There are no processes yet.').waitFor();
    await canvas.document(tableView({ source: undefined }));
    await canvas.page.getByText('No source').waitFor();
  });

  it('gives way to the graph when the first node is added', async () => {
    const canvas = await open({ view: tableView() });
    await canvas.button('Add node').click();
    await canvas.page.getByRole('menuitem', { name: 'Text that the workflow starts from' }).click();
    const [edit] = await canvas.edits();
    assert.equal(edit?.kind, 'add-node');
    await canvas.document({ ...sample, table });
    await canvas.node('review').waitFor();
    await canvas.page.getByRole('region', { name: 'Table' }).waitFor();
  });

  it('is all in view in a narrow window', async () => {
    const canvas = await open({ view: tableView(), size: { width: 380, height: 640 } });
    await canvas.send(tableRun());
    const wide = await canvas.page.locator('.table-main *').evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1).length);
    assert.equal(wide, 0);
    assert.ok(await canvas.button('Run complaints').isVisible());
  });
});

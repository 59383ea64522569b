import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { TableCatalog } from '../../../src/core/tables/view/tableQuery';
import { runAgain } from '../../../src/host/table/runAgain';

const workflow = (name: string, source: string) => ({ workflow_id: name, workflow_name: name, source_connection: source, path: `${name}.llmflow` });

describe('table view: running rows again', () => {
  const catalog: TableCatalog = { sources: ['a.csv', 'b.csv', 'c.csv'], workflows: [workflow('w', 'a.csv'), workflow('x', 'b.csv'), workflow('y', 'b.csv')] };
  const rows = { workflow_id: 'w', reference_ids: ['1'] };
  let ran: unknown[];

  beforeEach(() => {
    ran = [];
  });

  const actions = ({ ends = true, chosen = 'x' } = {}) => ({
    runs: (path: string) => {
      if (path === 'gone.llmflow') return Promise.reject(new Error('It is gone.'));
      return Promise.resolve({
        runRows: (options: unknown) => {
          ran.push([path, options]);
          return Promise.resolve(ends);
        },
        run: () => Promise.resolve(),
        cancel: () => undefined,
      });
    },
    choose: (workflows: TableCatalog['workflows']) => Promise.resolve(workflows.find(({ workflow_id }) => workflow_id === chosen)),
  });
  const joined = { view: 'joined', workflow: 'w' } as const;

  it('runs each after the other, whatever became of the rows before', async () => {
    await runAgain([{ ...rows, processes: ['one'] }, { ...rows, processes: ['two'] }], { view: 'results' }, catalog, actions());
    await setImmediate();
    assert.deepEqual(ran, [
      ['w.llmflow', { reference_ids: ['1'], processes: ['one'], rerun: true }],
      ['w.llmflow', { reference_ids: ['1'], processes: ['two'], rerun: true }],
    ]);
  });

  it('does not go on after a run that the user has cancelled', async () => {
    await runAgain([rows, rows], joined, catalog, actions({ ends: false }));
    await setImmediate();
    assert.equal(ran.length, 1);
  });

  it('takes the workflow of a source, asks where there are several, and says where there is none', async () => {
    const chosen = [{ reference_ids: ['1'] }];
    await runAgain(chosen, { view: 'source', source: 'a.csv' }, catalog, actions());
    await runAgain(chosen, { view: 'source', source: 'b.csv' }, catalog, actions({ chosen: 'y' }));
    await runAgain(chosen, { view: 'source', source: 'b.csv' }, catalog, actions({ chosen: 'none' }));
    assert.deepEqual(ran.map((run) => (run as [string])[0]), ['w.llmflow', 'y.llmflow']);
    await assert.rejects(runAgain(chosen, { view: 'source', source: 'c.csv' }, catalog, actions()), /No workflow has run over this source yet/);
  });

  it('runs nothing where one of the files is gone, or a workflow is not there', async () => {
    const gone = { ...catalog, workflows: [...catalog.workflows, workflow('gone', 'a.csv')] };
    await assert.rejects(runAgain([rows, { ...rows, workflow_id: 'gone' }], { view: 'results' }, gone, actions()), /It is gone/);
    await assert.rejects(runAgain([{ ...rows, workflow_id: 'unknown' }], { view: 'results' }, catalog, actions()), /is not in the tables any more/);
    await assert.rejects(runAgain([], { view: 'workflows' }, catalog, actions()), /no rows here/);
    assert.deepEqual(ran, []);
  });
});

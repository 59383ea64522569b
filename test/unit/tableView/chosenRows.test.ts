import assert from 'node:assert/strict';
import { chosenRows } from '../../../src/core/tables/view/chosenRows';
import type { TableSubject } from '../../../src/core/tables/view/tableQuery';
import { TableView } from '../../../src/core/tables/view/tableView';
import { TestStore } from './testStore';

describe('table view: rows chosen to be run again', () => {
  let store: TestStore;
  let view: TableView;

  beforeEach(async () => {
    store = await TestStore.open();
    store.addRows('r.csv', [{ text: 'One' }, { text: 'Two' }, { text: 'Three' }]);
    store.addWorkflow('w', 'r.csv', { sentiment: 'text', topic: 'text' });
    view = new TableView(store);
  });
  afterEach(() => store.close());

  const query = (subject: TableSubject) => ({ subject, text: '' });

  it('are rows of the workflow, for all its processes or for one', async () => {
    const joined = query({ view: 'joined', workflow: 'w' });
    assert.deepEqual(await chosenRows(view, joined, [{ start: 0, end: 1 }, { start: 2, end: 9 }]), [{ workflow_id: 'w', reference_ids: ['r.csv-1', 'r.csv-3'] }]);
    assert.deepEqual(await chosenRows(view, joined, [{ start: 1, end: 2 }], 'topic'), [{ workflow_id: 'w', processes: ['topic'], reference_ids: ['r.csv-2'] }]);
  });

  it('are found by the filter and the order that the user sees', async () => {
    const joined = { ...query({ view: 'joined', workflow: 'w' }), text: 't', sort: { column: 'data.text', descending: true } };
    assert.deepEqual((await chosenRows(view, joined, [{ start: 0, end: 1 }]))[0]?.reference_ids, ['r.csv-2']);
  });

  it('are of no one workflow in the source’s own table', async () => {
    assert.deepEqual(await chosenRows(view, query({ view: 'source', source: 'r.csv' }), [{ start: 0, end: 1 }]), [{ reference_ids: ['r.csv-1'] }]);
  });

  it('are as few runs as hold the chosen results and no other', async () => {
    store.addResults([
      { reference_id: 'r.csv-1', process_name: 'sentiment', result: 'Positive' },
      { reference_id: 'r.csv-2', process_name: 'sentiment', result: 'Negative' },
      { reference_id: 'r.csv-2', process_name: 'topic', error: 'Timed out.' },
      { reference_id: 'r.csv-1', process_name: 'topic', result: 'Plot' },
    ]);
    const results = query({ view: 'results' });
    assert.deepEqual(await chosenRows(view, results, [{ start: 0, end: 4 }]), [{ workflow_id: 'w', processes: ['sentiment', 'topic'], reference_ids: ['r.csv-1', 'r.csv-2'] }]);
    assert.deepEqual(await chosenRows(view, results, [{ start: 0, end: 3 }]), [
      { workflow_id: 'w', processes: ['sentiment'], reference_ids: ['r.csv-1', 'r.csv-2'] },
      { workflow_id: 'w', processes: ['topic'], reference_ids: ['r.csv-2'] },
    ]);
  });

  it('are none among workflows', async () => {
    assert.deepEqual(await chosenRows(view, query({ view: 'workflows' }), [{ start: 0, end: 1 }]), []);
  });
});

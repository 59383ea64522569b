import assert from 'node:assert/strict';
import { countSources, readSources, readStandings } from '../../../src/core/tables/overview';
import { TestStore } from '../tableView/testStore';

describe('the overview of the tables', () => {
  it('counts what the processes of each workflow have come to, and the rows of each source', async () => {
    const store = await TestStore.open();
    store.addRows('b.csv', [{ a: 1 }, { a: 2 }]);
    store.addRows('A.csv', [{ a: 1 }]);
    store.addResults([
      { reference_id: '1', process_name: 'p', result: 'x' },
      { reference_id: '2', process_name: 'p', error: 'broke' },
      { reference_id: '3', process_name: 'p', result: 'y' },
      { reference_id: '1', process_name: 'q', result: 'x', workflow_id: 'v' },
    ]);
    assert.deepEqual(readStandings(store), new Map([['v', new Map([['q', { completed: 1, failed: 0 }]])], ['w', new Map([['p', { completed: 2, failed: 1 }]])]]));
    assert.deepEqual(countSources(store), new Map([['A.csv', 1], ['b.csv', 2]]));
    assert.deepEqual(readSources(store), [
      { source_connection: 'A.csv', rows: 1, pulled_at: '2025-03-14T10:00:00Z' },
      { source_connection: 'b.csv', rows: 2, pulled_at: '2025-03-14T10:00:01Z' },
    ]);
    await store.close();
  });
});

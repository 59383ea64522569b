import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { newestRuns } from '../../../src/core/store/history';
import { openReader } from '../../../src/core/store/openReader';
import { openWriter } from '../../../src/core/store/openWriter';
import type { StoreReader } from '../../../src/core/store/store';
import { StoreFollower } from '../../../src/host/store/storeFollower';
import { emptyFolder } from '../../support/temporary';
import { runRow } from '../store/support/rows';

const count = (store: StoreReader) => newestRuns(store, 10).length;

async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; turns < 2_000 && !condition(); turns++) await setTimeout(1);
  assert.ok(condition(), 'waited in vain');
}

describe('a follower of a database', () => {
  let folder: string;
  let follower: StoreFollower;
  let isWatched: boolean;
  let changes: number;
  /** Readers that are open. */
  let open: number;

  beforeEach(() => {
    folder = emptyFolder();
    [isWatched, changes, open] = [true, 0, 0];
    follower = new StoreFollower(folder, {
      isWatched: () => isWatched,
      onChange: () => changes++,
      every: 5,
      open: async (place) => {
        const reader = await openReader(place);
        open++;
        const close = () => {
          open--;
          return reader.close();
        };
        return { warnings: [], query: (...args) => reader.query(...args), refresh: () => reader.refresh(), close };
      },
    });
  });
  afterEach(() => follower.dispose());

  async function write(run_id: string): Promise<void> {
    const writer = await openWriter(folder, { purpose: 'a test' });
    await writer.write([{ change: 'put-run', row: runRow(run_id) }]);
    await writer.close();
  }

  it('opens it when it is asked, once, and tells of what is written', async () => {
    assert.equal(open, 0);
    assert.deepEqual(await Promise.all([follower.read(count), follower.read(count)]), [0, 0]);
    assert.equal(open, 1);
    await write('first');
    await until(() => changes > 0);
    assert.equal(await follower.read(count), 1);
  });

  it('looks at once when it is told to', async () => {
    await follower.read(count);
    assert.equal(await follower.refresh(), false);
    await write('first');
    const [hasChanged, told] = [await follower.refresh(), changes];
    assert.ok(hasChanged || told > 0);
    assert.equal(await follower.read(count), 1);
  });

  it('lets go of it when nobody looks, says that what was read may be old, and opens it again', async () => {
    await follower.read(count);
    isWatched = false;
    await until(() => open === 0 && changes === 1);
    await write('first');
    assert.equal(await follower.read(count), 1);
    isWatched = true;
    assert.equal(open, 1);
  });

  it('passes on why it cannot be read, and tries again when asked again', async () => {
    const failing = new StoreFollower(folder, {
      isWatched: () => true,
      onChange: () => undefined,
      open: (place) => (open++ === 0 ? Promise.reject(new Error('Not now.')) : openReader(place)),
    });
    await assert.rejects(failing.read(count), /Not now/);
    assert.equal(await failing.read(count), 0);
    failing.dispose();
  });
});

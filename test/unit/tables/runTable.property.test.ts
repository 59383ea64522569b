import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ModelError } from '../../../src/core/models/modelError';
import type { ModelProvider, ModelRequest } from '../../../src/core/models/provider';
import { streamAnswer } from '../../../src/core/models/streamAnswer';
import type { NodePorts } from '../../../src/core/run/executeNode';
import type { TableEvent } from '../../../src/core/tables/tableEvents';
import { TestClock } from '../models/testClock';
import { openMemoryStore, sourceRows, type MemoryStore } from './memoryStore';
import { flowWith, prompting, run } from './tableRuns';

/** What goes wrong with a row's requests: the first so many fail in this way, or all of them. What goes wrong with every row ends a run early. */
interface Fault {
  readonly kind: 'rate-limit' | 'server' | 'bad-request' | 'incomplete';
  readonly times: number;
  /** Turns of the event loop that each answer takes. */
  readonly turns: number;
}

const fault: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom('rate-limit', 'server', 'bad-request', 'incomplete'),
  times: fc.constantFrom(0, 0, 1, 2, 3, Infinity),
  turns: fc.integer({ min: 0, max: 4 }),
});
const faults = fc.array(fault, { minLength: 1, maxLength: 12 });
const concurrency = fc.constantFrom(1, 2, 3, 8);
const maxAttempts = 3;

/** Models behind the real retry policy, with faults by row. They count what is asked, and who is in flight. */
class FaultyModels {
  readonly requests: string[] = [];
  readonly answered = new Map<string, number>();
  most = 0;
  readonly #inFlight = new Set<string>();
  readonly #failures = new Map<string, number>();

  constructor(private readonly faults: readonly Fault[]) {}

  readonly ask: NodePorts['ask'] = (request, signal) =>
    streamAnswer(this.#provider, request, { signal, retry: { maxAttempts, baseDelayMs: 1 }, clock: new TestClock(), random: () => 0 });

  /** `process row` of a request. */
  static cell({ prompt, input_data }: ModelRequest): string {
    return `${prompt.slice(0, 1)} ${input_data.replace(/.*#/s, '')}`;
  }

  readonly #provider: ModelProvider = {
    id: 'faulty',
    stream: (request) => this.#stream(request),
  };

  async *#stream(request: ModelRequest) {
    const cell = FaultyModels.cell(request);
    assert.ok(!this.#inFlight.has(cell), `${cell} is in flight twice`);
    this.#inFlight.add(cell);
    this.most = Math.max(this.most, this.#inFlight.size);
    this.requests.push(cell);
    try {
      const { kind, times, turns } = this.faults[Number(cell.slice(2))]!;
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      const failed = this.#failures.get(cell) ?? 0;
      if (failed < times) {
        this.#failures.set(cell, failed + 1);
        throw new ModelError(kind, `${kind} for ${cell}`);
      }
      yield { type: 'text', text: `<output>${request.input_data}</output>` } as const;
      yield { type: 'finish', reason: 'stop', detail: 'stop' } as const;
      this.answered.set(cell, (this.answered.get(cell) ?? 0) + 1);
    } finally {
      this.#inFlight.delete(cell);
    }
  }
}

/** Whether the request gets its answer in the end. */
function succeeds({ kind, times }: Fault): boolean {
  return times === 0 || (times < maxAttempts && (kind === 'rate-limit' || kind === 'server'));
}

const flow = flowWith([prompting('a'), prompting('b', ['results.a', 'text'])]);

async function storeWith(faults: readonly Fault[]): Promise<MemoryStore> {
  const store = await openMemoryStore();
  store.put(sourceRows(...faults.map((_, index) => ({ text: `text #${index}` }))));
  return store;
}

function assertTold(events: readonly TableEvent[], store: MemoryStore): void {
  for (const event of events) {
    if (!('reference_id' in event)) continue;
    const row = store.results.get(`${event.process}/${event.reference_id}`);
    assert.equal(row?.status, event.event === 'row-completed' ? 'Completed' : 'Failed', 'only what is stored is told');
  }
  const processes = events.flatMap((event) => ('process' in event ? event.process : []));
  assert.deepEqual(processes, [...processes].sort(), 'one process after another');
}

describe('runTable with random faults', () => {
  it('ends every row, Completed or Failed with its error, and pays again only for what is not Completed', async () => {
    await fc.assert(
      fc.asyncProperty(faults, concurrency, async (rows, most) => {
        const store = await storeWith(rows);
        const models = new FaultyModels(rows);
        const { events, result } = await run({ store, flow, ask: models.ask, options: { concurrency: most } });

        assertTold(events, store);
        assert.ok(models.most <= most, `${models.most} at once`);
        const lastOfA = models.requests.findLastIndex((cell) => cell.startsWith('a'));
        assert.ok(models.requests.every((cell, index) => index <= lastOfA || cell.startsWith('b')), 'all of a before any of b');
        assert.ok(models.requests.slice(0, lastOfA).every((cell) => cell.startsWith('a')), 'none of b before the last of a');
        rows.forEach((row, index) => {
          const a = store.results.get(`a/r${index + 1}`)!;
          assert.equal(a.status, succeeds(row) ? 'Completed' : 'Failed');
          assert.equal(a.error === null, succeeds(row));
          assert.equal(a.attempts, models.requests.filter((cell) => cell === `a ${index}`).length);
          assert.ok(a.attempts <= maxAttempts);
          assert.ok(store.results.has(`b/r${index + 1}`));
        });
        assert.equal(result.completed + result.failed, rows.length * 2);

        const before = models.requests.length;
        const failed = new Set([...store.results].flatMap(([, row]) => (row.status === 'Failed' ? `${row.process_name} ${Number(row.reference_id.slice(1)) - 1}` : [])));
        const again = await run({ store, flow, ask: models.ask, options: { concurrency: most, retryFailed: true } });
        for (const cell of models.requests.slice(before)) assert.ok(failed.has(cell), `${cell} was paid for already`);
        assert.equal(again.result.completed + again.result.failed + again.result.skipped, rows.length * 2);
      }),
      { numRuns: 60 },
    );
  });

  it('can be interrupted at any moment, and pays twice only for what was in flight', async () => {
    await fc.assert(
      fc.asyncProperty(faults, concurrency, fc.integer({ min: 0, max: 20 }), async (rows, most, moment) => {
        const calm = rows.map((row) => ({ ...row, times: 0 }));
        const store = await storeWith(calm);
        const models = new FaultyModels(calm);
        const controller = new AbortController();
        let turns = 0;
        const tick = () => (turns++ < moment ? void setImmediate(tick) : controller.abort(new Error('Interrupted.')));
        tick();
        const first = await run({ store, flow, ask: models.ask, options: { concurrency: most }, signal: controller.signal });
        assertTold(first.events, store);
        assert.equal(store.results.size, first.result.completed, 'nothing is stored untold');
        const cut = models.requests.length - first.result.completed;
        assert.ok(cut <= most, `${cut} rows were in flight`);

        const second = await run({ store, flow, ask: models.ask, options: { concurrency: most } });
        assert.equal(second.result.status, 'completed');
        assert.equal(second.result.skipped, first.result.completed);
        assert.equal(models.requests.length, rows.length * 2 + cut);
      }),
      { numRuns: 60 },
    );
  });
});

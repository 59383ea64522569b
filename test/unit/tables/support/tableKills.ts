import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { openReader } from '../../../../src/core/store/openReader';
import { Child } from '../../../support/child';
import { numbers } from '../../../support/numbers';
import { emptyFolder } from '../../../support/temporary';
import { assertFinished } from './finishedTable';
import { PromptServer, type Call } from './promptServer';

export interface TableKills {
  readonly rows: number;
  readonly kills: number;
  readonly concurrency: number;
  /** Of the model. */
  readonly latencyMs: number;
  /** Of the moments at which it is killed. */
  readonly seed: number;
}

export interface KilledTable {
  readonly cells: number;
  readonly calls: number;
  /** Calls that were made again, because the row had not become durable when the process was killed. */
  readonly repeated: number;
  /** Of those, the ones that had not been answered. */
  readonly cut: number;
  /** Results that were durable when the process was killed before it had said so. */
  readonly untold: number;
  /** Kills before the first call of a model: while it starts, opens the database, or takes the source in. */
  readonly early: number;
}

const command = fileURLToPath(new URL('../../../../src/cli/main.ts', import.meta.url));

/** The second process waits for all of the first, and reads what it has made. */
const workflow = `llmflow: 1
id: 5f0d8a52-66f6-4b1c-9d3c-0a4f7a1f2b11
llm_provider: openai
model_type: test
source: rows.csv
processes:
  first: { column: text, prompt: "first {input_data}" }
  second: { column: results.first, prompt: "second {input_data}" }
`;

/** A kill in so many comes at a moment of its own choosing after the start, the others while results come in. */
const earlyKills = 5;
const startMs = 500;

const rowCompleted = z.object({ event: z.literal('row-completed'), process: z.string(), reference_id: z.string(), result: z.string() });
const storedCell = z.object({ process_name: z.string(), reference_id: z.string(), result: z.string().nullable(), status: z.string() });

/** A table run of the real command that is killed again and again, and what is known of it: results by process and row. */
class KilledRun {
  readonly #stored = new Map<string, string>();
  #totals = { calls: 0, repeated: 0, cut: 0, untold: 0, early: 0 };

  constructor(
    private readonly folder: string,
    private readonly server: PromptServer,
    private readonly concurrency: number,
  ) {}

  get totals() {
    return this.#totals;
  }

  get stored(): ReadonlyMap<string, string> {
    return this.#stored;
  }

  start(): Promise<Child> {
    return Child.start(command, ['table', 'rows.llmflow', '--json', '--concurrency', String(this.concurrency)], {
      cwd: this.folder,
      env: { OPENAI_BASE_URL: this.server.baseURL, OPENAI_API_KEY: 'test' },
    });
  }

  /** Compares what a process has said before its end, and the calls that it made, with what is stored. */
  async settle(child: Child, calls: readonly Call[], where: string): Promise<void> {
    assert.doesNotMatch(child.errors, /llmflow: /, where);
    const told = this.#told(child, where);
    const asked = new Set(calls.map(({ prompt }) => prompt));
    assert.equal(asked.size, calls.length, `${where}: a prompt was asked twice in one process`);
    for (const result of this.#stored.values()) assert.ok(!asked.has(promptOf(result)), `${where}: “${result}” was paid for already`);

    const before = this.#stored.size;
    await this.#readStored(told, where);
    for (const result of this.#stored.values()) asked.delete(promptOf(result));
    const cut = calls.filter(({ prompt, isCut }) => isCut && asked.has(prompt)).length;
    // Of each worker one call is under way at most, or answered just now, and one answer on its way to the disk.
    assert.ok(cut <= this.concurrency && asked.size <= 2 * this.concurrency, `${where}: ${cut} calls were cut, ${asked.size - cut} answers lost`);
    const { calls: sum, repeated, cut: cutBefore, untold, early } = this.#totals;
    this.#totals = {
      calls: sum + calls.length,
      repeated: repeated + asked.size,
      cut: cutBefore + cut,
      untold: untold + this.#stored.size - before - told.size,
      early: early + (calls.length === 0 ? 1 : 0),
    };
  }

  #told(child: Child, where: string): Map<string, string> {
    const told = new Map<string, string>();
    for (const line of child.lines) {
      const value: unknown = JSON.parse(line);
      const { success, data } = rowCompleted.safeParse(value);
      if (!success) {
        assert.doesNotMatch(line, /"row-failed"|"error"/, where);
        continue;
      }
      const cell = `${data.process} ${data.reference_id}`;
      assert.ok(!told.has(cell) && !this.#stored.has(cell), `${where}: ${cell} was acknowledged twice`);
      told.set(cell, data.result);
    }
    return told;
  }

  async #readStored(told: ReadonlyMap<string, string>, where: string): Promise<void> {
    const reader = await openReader(this.folder);
    assert.deepEqual(reader.warnings, [], where);
    const rows = reader.query('SELECT process_name, reference_id, result, status FROM results', [], storedCell);
    await reader.close();
    const found = new Map<string, string>();
    for (const { process_name, reference_id, result, status } of rows) {
      const cell = `${process_name} ${reference_id}`;
      assert.equal(status, 'Completed', `${where}: ${cell}`);
      assert.ok(!found.has(cell), `${where}: ${cell} is there twice`);
      found.set(cell, result ?? '');
    }
    for (const [cell, result] of [...this.#stored, ...told]) assert.equal(found.get(cell), result, `${where}: ${cell} is lost`);
    for (const [cell, result] of found) this.#stored.set(cell, result);
  }
}

/** What the model was asked for that result. */
function promptOf(result: string): string {
  return result.slice(0, -1);
}

/**
 * Kills a table run with SIGKILL at random moments and starts it again each time, then lets it end. Asserts after every kill that all
 * that was acknowledged is stored, once and unchanged, and that nothing stored is asked again; and in the end that every cell is there.
 */
export async function killTable({ rows, kills, concurrency, latencyMs, seed }: TableKills): Promise<KilledTable> {
  const folder = emptyFolder();
  await writeFile(path.join(folder, 'rows.llmflow'), workflow);
  await writeFile(path.join(folder, 'rows.csv'), `text\n${Array.from({ length: rows }, (_, index) => `row ${index + 1}\n`).join('')}`);
  const random = numbers(seed);
  const cells = rows * 2;
  const server = await PromptServer.start(latencyMs);
  try {
    const run = new KilledRun(folder, server, concurrency);
    for (let kill = 1; kill <= kills; kill++) {
      const child = await run.start();
      const isEarly = kill <= 3 || random(earlyKills) === 0;
      // Results that come in beside those that are waited for leave half of the cells.
      const results = isEarly ? 0 : 1 + random(cells / kills);
      const ms = random(isEarly ? startMs : latencyMs);
      await child.said(results + 1 - (isEarly ? 1 : 0));
      await sleep(ms);
      assert.equal(child.process.exitCode, null, 'it ended before it was killed');
      const [, calls] = await Promise.all([child.kill(), server.takeCalls()]);
      await run.settle(child, calls, `kill ${kill} of seed ${seed}, ${ms} ms after ${isEarly ? 'the start' : `result ${results}`}`);
    }
    const last = await run.start();
    assert.equal(await last.ended(), 0);
    await run.settle(last, await server.takeCalls(), `the last process of seed ${seed}`);
    const { totals, stored } = run;
    assert.equal(stored.size, cells);
    assert.equal(totals.calls, cells + totals.repeated, 'each call that was lost was made once more');
    assert.ok(totals.repeated <= kills * concurrency, `${totals.repeated} calls were repeated`);
    await assertFinished(folder, rows);
    return { cells, ...totals };
  } finally {
    await server.stop();
  }
}

import { MemoryDatabase } from '../../../src/core/store/database';
import type { ResultRow, ResultStatus } from '../../../src/core/store/records';
import { migrate } from '../../../src/core/store/schema';
import { SourceViews } from '../../../src/core/store/sourceViews';
import type { SqlValue, StoreReader } from '../../../src/core/store/store';

/** A workspace database in memory, with the schema of the real one and words of its own to fill it. */
export class TestStore implements StoreReader {
  readonly warnings: readonly string[] = [];
  #results = 0;

  private constructor(readonly database: MemoryDatabase) {}

  static async open(): Promise<TestStore> {
    const database = await MemoryDatabase.open();
    migrate(database, 'workspace.db');
    return new TestStore(database);
  }

  readonly query: StoreReader['query'] = (sql, parameters, row) => this.database.query(sql, parameters, row);

  refresh(): Promise<boolean> {
    return Promise.resolve(false);
  }

  close(): Promise<void> {
    this.database.close();
    return Promise.resolve();
  }

  addRows(source: string, rows: readonly Readonly<Record<string, unknown>>[], firstNumber = 1): void {
    this.#write(() => {
      const views = new SourceViews(this.database);
      for (const [index, data] of rows.entries()) {
        const number = firstNumber + index;
        const values = [`${source}-${number}`, source, number, JSON.stringify(data), `2025-03-14T10:00:${String(index % 60).padStart(2, '0')}Z`];
        this.database.run('INSERT OR REPLACE INTO source_data VALUES (?, ?, ?, ?, ?)', values);
        views.addRow(source, Object.keys(data));
      }
      views.save();
    });
  }

  addWorkflow(workflow_id: string, source: string, processes: Readonly<Record<string, string>>, path = `${workflow_id}.llmflow`): void {
    const values = [workflow_id, `Workflow ${workflow_id}`, source, JSON.stringify(processes), 'auto', '2025-03-14T10:05:00Z', path];
    this.#write(() => this.database.run('INSERT INTO workflow_config VALUES (?, ?, ?, ?, ?, ?, ?)', values));
  }

  addResults(results: readonly TestResult[]): void {
    this.#write(() => {
      for (const result of results) {
        const status: ResultStatus = result.error === undefined ? 'Completed' : 'Failed';
        const row: ResultRow = {
          ...{ result_id: `result-${++this.#results}`, workflow_id: 'w', status, created_at: '2025-03-14T10:06:00Z', input_hash: 'abc' },
          ...{ llm_provider: 'builtin', model_type: 'auto', input_tokens: 10, output_tokens: 2, cost: null, duration_ms: 1.5, attempts: 1 },
          ...{ result: null, error: null },
          ...result,
        };
        const values = resultColumns.map((column): SqlValue => row[column]);
        this.database.run(`INSERT INTO results (${resultColumns.join(', ')}) VALUES (${resultColumns.map(() => '?').join(', ')})`, values);
      }
    });
  }

  change(sql: string, ...parameters: SqlValue[]): void {
    this.#write(() => this.database.run(sql, parameters));
  }

  #write(work: () => void): void {
    this.database.change(() => {
      this.database.execute('BEGIN');
      work();
      this.database.execute('COMMIT');
    });
  }
}

export type TestResult = Pick<ResultRow, 'reference_id' | 'process_name'> & Partial<Omit<ResultRow, 'result' | 'error'>> & { result?: string; error?: string };

const resultColumns = [
  ...(['result_id', 'workflow_id', 'reference_id', 'process_name', 'result', 'status', 'created_at', 'error', 'input_hash'] as const),
  ...(['llm_provider', 'model_type', 'input_tokens', 'output_tokens', 'cost', 'duration_ms', 'attempts'] as const),
];

/** `big.csv`: rows with a number, a text, a group and now and then nothing; workflow `w` with sentiment results for two of three rows. */
export async function bigStore(count: number): Promise<{ readonly store: TestStore; readonly rows: readonly BigRow[] }> {
  const rows = Array.from({ length: count }, (_, index): BigRow => {
    const random = (index * 7919) % count;
    return {
      ...{ number: index + 1, amount: String(random), text: `Review ${index + 1} of film ${index % 97}`, group: index % 11 === 0 ? null : `g${index % 7}` },
      status: index % 3 === 2 ? undefined : index % 5 === 0 ? 'Failed' : 'Completed',
    };
  });
  const store = await TestStore.open();
  store.addRows('big.csv', rows.map(({ amount, text, group }) => ({ amount, text, group })));
  store.addRows('other.csv', [{ text: 'Review of another source' }]);
  store.addWorkflow('w', 'big.csv', { sentiment: 'text', summarization: 'text' });
  store.addResults(
    rows
      .filter(({ status }) => status !== undefined)
      .map(({ number, status }) => ({
        ...{ reference_id: `big.csv-${number}`, process_name: 'sentiment' },
        ...(status === 'Failed' ? { error: 'No answer.' } : { result: number % 2 === 0 ? 'Positive' : 'Negative' }),
      })),
  );
  return { store, rows };
}

export interface BigRow {
  readonly number: number;
  readonly amount: string;
  readonly text: string;
  readonly group: string | null;
  /** Of its sentiment. */
  readonly status: ResultStatus | undefined;
}

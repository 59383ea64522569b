import assert from 'node:assert/strict';
import type { NodeRunGlance } from '../../../src/core/store/history';
import type { RunRow } from '../../../src/core/store/records';
import type { RunPlace } from '../../../src/host/history/runPlaces';
import { runLines, type ListedRun } from '../../../src/host/sidebar/lines/runLines';
import { sourceLines, type ShownSources } from '../../../src/host/sidebar/lines/sourceLines';
import { elapsedText, momentText } from '../../../src/host/sidebar/lines/times';
import { workflowLines, type ShownWorkflow } from '../../../src/host/sidebar/lines/workflowLines';
import type { TableProgress } from '../../../src/core/tables/tableProgress';
import type { TableRunState } from '../../../src/shared/tableRun';
import { runRow } from '../store/support/rows';

const now = new Date(2026, 10, 20, 15, 0);
const at = (hour: number, minute = 0) => new Date(2026, 10, 20, hour, minute).toISOString();

function run(change: Partial<RunRow> = {}): RunRow {
  return runRow('r', { started_at: at(14), ended_at: at(14), path: 'flows/a.llmflow', ...change });
}

const progress: TableProgress = {
  ...{ process: 'sentiment', position: 1, processes: 1, total: 10, completed: 2, failed: 1, skipped: 0, left: 7 },
  ...{ input_tokens: 0, output_tokens: 0, cost: 0 },
};

describe('times of the side bar', () => {
  it('tell a moment as shortly as it is clear', () => {
    assert.equal(momentText(at(9, 5), now, 'en-GB'), '09:05');
    assert.equal(momentText(new Date(2026, 10, 19, 9, 5).toISOString(), now, 'en-GB'), '19 Nov, 09:05');
    assert.equal(momentText(new Date(2025, 11, 31, 9, 5).toISOString(), now, 'en-GB'), '31 Dec 2025, 09:05');
  });

  it('tell a duration', () => {
    const after = (ms: number) => elapsedText(at(9), new Date(Date.parse(at(9)) + ms).toISOString());
    assert.deepEqual([0, 420, 9_940, 9_960, 200_000, -5].map(after), ['0.0 s', '0.4 s', '9.9 s', '10 s', '3 min', '0.0 s']);
  });
});

describe('lines of workflows', () => {
  const workflow: ShownWorkflow = { uri: 'file:///a.llmflow', name: 'Reviews', path: 'a.llmflow', hasNodes: true, processes: [] };
  const line = (change: Partial<ShownWorkflow>) => workflowLines([{ ...workflow, ...change }], now)[0]!;
  const shown = (change: Partial<RunRow>, place: RunPlace = 'nowhere') => ({ run: run(change), place, nodes: new Map([['completed', 3] as const]) });
  const table = (change: Partial<RunRow> = {}, place: RunPlace = 'nowhere') => ({ run: run({ kind: 'table', started_at: at(14, 30), ...change }), place });
  const live: TableRunState = { state: 'running', startedAt: at(14, 30), progress };
  const goesOn = { status: 'running', ended_at: null } as const;
  const running = { ...table(goesOn, 'here'), live };

  it('do not say that anything has never run where nobody may look into the tables', async () => {
    const unread = line({ processes: ['mood'], isUnread: true });
    assert.deepEqual([unread.spoken, unread.details[1]?.includes('not trusted')], ['Reviews, runs not known, a.llmflow', true]);
    assert.deepEqual((await unread.children?.())?.map(({ description }) => description), ['runs not known']);
  });

  it('are in the order of their paths, and say what has never run', () => {
    const lines = workflowLines([{ ...workflow, path: 'b.llmflow' }, workflow], now);
    assert.deepEqual(lines.map(({ description }) => description), ['a.llmflow', 'b.llmflow']);
    assert.deepEqual(lines[0]?.details, ['a.llmflow', 'It has not run yet.']);
    assert.deepEqual([lines[0].spoken, lines[0].traits, lines[0].children], ['Reviews, not run yet, a.llmflow', 'workflow idle', undefined]);
  });

  it('show by their icon how the last run went', () => {
    const icons = [
      line({}),
      line({ lastRun: shown({}) }),
      line({ lastRun: shown({ status: 'failed' }) }),
      line({ lastRun: shown({ status: 'cancelled' }) }),
      line({ lastRun: shown(goesOn, 'here') }),
      line({ lastRun: shown(goesOn, 'elsewhere') }),
      line({ lastRun: shown(goesOn, 'nowhere') }),
      line({ lastRun: shown(goesOn, 'unknown') }),
      line({ lastTableRun: table({ status: 'budget' }) }),
    ].map(({ icon }) => icon.name);
    assert.deepEqual(icons, ['circle-outline', 'pass', 'error', 'circle-slash', 'sync~spin', 'sync~spin', 'debug-disconnect', 'question', 'warning']);
  });

  it('show of flow and table what runs, else what began last', () => {
    const failed = table({ status: 'failed', completed: 1, failed: 2, skipped: 0 });
    assert.equal(line({ lastRun: shown({}), lastTableRun: failed }).icon.name, 'error');
    assert.equal(line({ lastRun: shown({ started_at: at(14, 45) }), lastTableRun: failed }).icon.name, 'pass');
    assert.equal(line({ lastRun: shown({ started_at: at(14, 45) }), lastTableRun: running }).icon.name, 'sync~spin');
  });

  it('offer to run or to cancel by their traits', () => {
    const processes = ['sentiment'];
    assert.equal(line({ lastRun: shown(goesOn, 'here') }).traits, 'workflow running');
    assert.equal(line({ processes }).traits, 'workflow idle table');
    assert.equal(line({ processes, lastTableRun: running }).traits, 'workflow idle tableRunning');
    // What another process runs cannot be cancelled from here.
    assert.equal(line({ processes, lastRun: shown(goesOn, 'elsewhere'), lastTableRun: table(goesOn, 'elsewhere') }).traits, 'workflow idle table');
    assert.equal(line({ processes, hasNodes: false }).traits, 'workflow table');
  });

  it('hold their processes, each with what the tables hold of it', async () => {
    const standings = new Map([
      ['done', { completed: 3, failed: 0 }],
      ['half', { completed: 1_000, failed: 1 }],
      ['begun', { completed: 1, failed: 0 }],
    ]);
    const children = async (rows?: number) =>
      (await line({ processes: ['done', 'half', 'begun', 'new'], standings, ...(rows !== undefined && { rows }) }).children?.())?.map(
        ({ label, description, icon }) => [label, description, icon.name],
      );
    assert.deepEqual(await children(3), [
      ['done', '3 completed', 'pass'],
      ['half', '1,000 completed, 1 failed', 'error'],
      ['begun', '1 completed, 2 left', 'circle-outline'],
      ['new', 'not run yet', 'circle-outline'],
    ]);
    assert.deepEqual((await children())?.[2], ['begun', '1 completed', 'circle-outline']);
  });

  it('go by the results of a table of whose runs nothing is known', () => {
    const results = (standings: ShownWorkflow['standings']) => line({ processes: ['a', 'b'], rows: 3, ...(standings && { standings }) });
    const done = { completed: 3, failed: 0 };
    const states = [
      results(new Map([['a', done], ['b', done]])),
      results(new Map([['a', done], ['b', { completed: 2, failed: 1 }]])),
      results(new Map([['a', done]])),
      results(undefined),
    ];
    assert.deepEqual(states.map(({ icon, spoken }) => [icon.name, spoken.split(', ')[1]]), [
      ['pass', 'completed'],
      ['error', 'failed'],
      ['circle-outline', 'waiting'],
      ['circle-outline', 'not run yet'],
    ]);
    assert.match(states[0]!.details[1]!, /history knows of no run/);
  });

  it('tell the run’s figures and error in the hover', () => {
    const { details } = line({ lastRun: shown({ status: 'failed', ended_at: new Date(Date.parse(at(14)) + 2_100).toISOString(), error: 'It broke.' }) });
    assert.match(details[1]!, /^Last run: failed, begun .+, took 2\.1 s; nodes: 3 completed\.$/);
    assert.equal(details[2], 'It broke.');
  });

  it('tell of the last table run how far it is, or what it came to', () => {
    assert.match(line({ lastTableRun: running }).details[1]!, /^Table: running, begun [^;]+; sentiment: 3 of 10 rows, 1 failed\.$/);
    const failed = table({ status: 'failed', completed: 1, failed: 2, skipped: 3, input_tokens: 1_000, output_tokens: 200, cost: 0.5 });
    assert.match(line({ lastTableRun: failed }).details[1]!, /^Table: ended with failed rows, begun .+, took .+; 1 completed, 2 failed, 3 done before; 1\.2K tokens, \$0\.50\.$/);
  });
});

describe('lines of sources', () => {
  const folder: ShownSources = {
    folder: 'file:///w',
    pulled: [{ source_connection: 'reviews.csv', rows: 3, pulled_at: at(14) }, { source_connection: 'gone.csv', rows: 1, pulled_at: at(14) }],
    named: [
      { uri: 'file:///w/a.llmflow', name: 'A', source: 'reviews.csv', kind: 'file' },
      { uri: 'file:///w/b.llmflow', name: 'B', source: 'reviews.csv', kind: 'file' },
      { uri: 'file:///w/c.llmflow', name: 'C', source: 'shop: SELECT 1', kind: 'connection' },
    ],
  };

  it('list what the tables hold and what workflows name, each once', () => {
    const lines = sourceLines([folder], [], now);
    assert.deepEqual(
      lines.map(({ label, traits, workflow, icon, opens }) => [label, traits, workflow, icon.name, opens?.what]),
      [
        ['gone.csv', 'source pulled', undefined, 'table', 'rows'],
        ['reviews.csv', 'source pulled named', 'file:///w/a.llmflow', 'table', 'rows'],
        ['shop: SELECT 1', 'source named', 'file:///w/c.llmflow', 'database', 'workflow'],
      ],
    );
    assert.match(lines[0]!.description, /^1 row, /);
    assert.equal(lines[0]!.details[2], 'No workflow names it any more.');
    assert.match(lines[1]!.description, /^3 rows, /);
    assert.equal(lines[1]!.details[2], 'Named by A, B.');
    assert.equal(lines[2]!.description, 'not pulled yet');
  });

  it('do not say that rows were never pulled where nobody may look into the tables', () => {
    const [line] = sourceLines([{ ...folder, pulled: [], named: folder.named.slice(0, 1), isUnread: true }], [], now);
    assert.match(line?.description ?? '', /^rows not known/);
    assert.match(line?.details[1] ?? '', /not read in a workspace that is not trusted/);
  });

  it('tell files apart by their folder', () => {
    const pulled = (source_connection: string) => ({ source_connection, rows: 1, pulled_at: at(14) });
    const line = (source: string, folderName?: string) => sourceLines([{ ...folder, pulled: [pulled(source)], named: [], ...(folderName !== undefined && { folderName }) }], [], now)[0]!;
    assert.deepEqual(['a.csv', 'x/y/a.csv', 'shop: SELECT 1 / 2'].map((source) => line(source).label), ['a.csv', 'a.csv', 'shop: SELECT 1 / 2']);
    assert.match(line('x/y/a.csv').description, / · x\/y$/);
    assert.match(line('x/y/a.csv', 'w').description, / · w\/x\/y$/);
    assert.match(line('shop: SELECT 1 / 2', 'w').description, / · w$/);
  });

  it('list the connections by name, with what they connect to and nothing else', async () => {
    const [line] = sourceLines([], [{ name: 'shop', type: 'mysql' }, { name: 'archive', type: 's3' }, { name: 'env' }], now);
    assert.deepEqual((await line?.children?.())?.map(({ label, description }) => [label, description]), [
      ['archive', 'S3'],
      ['env', 'from the environment'],
      ['shop', 'MySQL'],
    ]);
    assert.deepEqual(sourceLines([], [], now), []);
  });
});

describe('lines of runs', () => {
  const node = (change: Partial<NodeRunGlance>): NodeRunGlance => ({
    ...{ run_id: 'r', node_id: 'n', status: 'completed', output: null, error: null, started_at: at(14), ended_at: at(14) },
    ...{ input_tokens: null, output_tokens: null, cost: null },
    ...change,
  });
  const flow = (change: Partial<RunRow> = {}, nodes: NodeRunGlance[] = [], place: RunPlace = 'nowhere'): ListedRun => ({
    ...{ folder: 'file:///w', run: run(change), place, name: 'Reviews', uri: 'file:///w/a.llmflow' },
    nodes: () => Promise.resolve(nodes),
  });
  const table = (change: Partial<RunRow> = {}, place: RunPlace = 'nowhere') =>
    flow({ kind: 'table', processes: ['sentiment', 'topic'], completed: 0, failed: 0, skipped: 0, input_tokens: 0, output_tokens: 0, cost: 0, ...change }, [], place);
  const children = async (shown: ListedRun) => (await runLines([shown], now)[0]!.children?.()) ?? [];

  it('begin with the newest, tables among them', () => {
    const lines = runLines([flow({ run_id: 'old', started_at: at(13) }), table({ run_id: 'table', started_at: at(14, 5) }), flow({ run_id: 'new', started_at: at(14, 10) })], now);
    assert.deepEqual(lines.map(({ id }) => id), ['run new', 'run table', 'run old']);
    assert.match(lines[1]!.description, /^table, /);
    assert.deepEqual([lines[1]!.children, lines[1]!.opens], [undefined, { what: 'results', uri: 'file:///w/a.llmflow' }]);
  });

  it('tell how far a table run of this window is, and let it be cancelled', () => {
    const goesOn = table({ status: 'running', ended_at: null }, 'here');
    const [pulling] = runLines([{ ...goesOn, live: { state: 'pulling', startedAt: at(14) } }], now);
    assert.deepEqual([pulling?.description, pulling?.traits], ['table, reading the source', 'tableRun workflow tableRunning']);
    const [running] = runLines([{ ...goesOn, live: { state: 'running', startedAt: at(14), progress } }], now);
    assert.deepEqual([running?.description, running?.details[2]], ['table, 3 of 10 rows, 1 failed', 'sentiment: 3 of 10 rows, 1 failed.']);
    const [elsewhere] = runLines([{ ...goesOn, place: 'elsewhere' }], now);
    assert.match(elsewhere!.description, /^table, running · /);
    assert.deepEqual([elsewhere!.traits, elsewhere!.details[1]], ['tableRun workflow', 'The table run goes on in another window or in a terminal.']);
  });

  it('tell what a table run came to: rows that failed are no failure of the run', () => {
    const tell = (change: Partial<RunRow>) => {
      const [line] = runLines([table(change)], now);
      return [line!.icon.name, line!.description.split(' · ')[0], ...line!.details.slice(1)];
    };
    assert.deepEqual(tell({ completed: 6, skipped: 1_000 }).slice(2), ['The table run completed.', 'sentiment, topic: 6 completed, 1,000 done before.']);
    assert.deepEqual(tell({ status: 'failed', completed: 6, failed: 2, input_tokens: 100, output_tokens: 20, cost: 0.25 }), [
      ...['error', 'table, 2 failed', 'The table run ended with failed rows.'],
      ...['sentiment, topic: 6 completed, 2 failed.', 'It took 120 tokens, $0.25.'],
    ]);
    assert.deepEqual(tell({ status: 'failed', error: 'The source is gone.' }), ['error', 'table, failed', 'The table run failed.', 'The source is gone.']);
    assert.deepEqual(tell({ status: 'budget', error: 'It is spent.' }), ['warning', 'table, stopped at its budget', 'The table run stopped at its budget.', 'It is spent.']);
    assert.deepEqual(tell({ status: 'running', ended_at: null }).slice(0, 2), ['debug-disconnect', 'table, interrupted']);
  });

  it('say so where it cannot be told whether a run goes on', () => {
    const [line] = runLines([flow({ status: 'running', ended_at: null }, [], 'unknown')], now);
    assert.match(line!.description, /^running or interrupted · /);
    assert.match(line!.details[1]!, /cannot be told from here whether it goes on/);
  });

  it('say of a run that its window left behind that it was interrupted, and of its nodes what that means', async () => {
    const left = flow({ status: 'running', ended_at: null }, [
      node({ node_id: 'a', output: 'said' }),
      node({ node_id: 'b', status: 'running', ended_at: null }),
      node({ node_id: 'c', status: 'waiting', started_at: null, ended_at: null }),
    ]);
    assert.match(runLines([left], now)[0]!.description, /^interrupted · /);
    assert.deepEqual((await children(left)).map(({ icon, description }) => [icon.name, description]), [
      ['pass', 'said'],
      ['debug-disconnect', 'interrupted'],
      ['circle-outline', 'not run yet'],
    ]);
    assert.match(runLines([{ ...left, place: 'here' }], now)[0]!.description, /^running · /);
    assert.match(runLines([{ ...left, place: 'elsewhere' }], now)[0]!.description, /^running · /);
  });

  it('show of a node one line of what it said, or why it failed', async () => {
    const lines = await children(
      flow({ status: 'failed' }, [
        node({ node_id: 'long', output: `# Title\n\n${'word '.repeat(100)}` }),
        node({ node_id: 'broken', status: 'failed', error: 'It broke.\u001b[2J' }),
        node({ node_id: 'empty', output: '', input_tokens: 1_000, output_tokens: 200, cost: 0.0012 }),
      ]),
    );
    assert.deepEqual(lines.map(({ description }) => description.length), [120, 'It broke. [2J'.length, 0]);
    assert.match(lines[0]!.description, /^# Title word word/);
    assert.equal(lines[2]!.details[0], 'completed in 0.0 s, 1.2K tokens, $0.0012');
    assert.deepEqual(lines[0]!.opens, { what: 'node-run', folder: 'file:///w', run: 'r', node: 'long', startedAt: at(14) });
    assert.equal((await children(flow({}, [node({ status: 'waiting' })])))[0]!.opens, undefined);
  });

  it('offer nothing that needs a workflow whose file is gone', () => {
    const { folder, run: row, place, name, nodes } = flow();
    const [line] = runLines([{ folder, run: row, place, name, nodes }], now);
    assert.deepEqual([line?.workflow, line?.traits], [undefined, 'run']);
    const [tableLine] = runLines([{ folder, run: table().run, place, name, nodes }], now);
    assert.deepEqual([tableLine?.workflow, tableLine?.opens, tableLine?.traits], [undefined, undefined, 'tableRun']);
  });
});

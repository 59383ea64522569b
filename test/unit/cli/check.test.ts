import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { ruleIds } from '../../../src/core/flow/problem';
import { llmflow, temporaryFolder } from './testCommand';

const good = 'llmflow: 1\nnodes:\n  a: {type: input, content: hi}\n  o: {type: output, from: a}\n';
const warned = good.replace('llmflow: 1\n', '');
const bad = good.replace('from: a', 'from: b');

const files = {
  'good.llmflow': good,
  'warned.llmflow': warned,
  'bad.llmflow': bad,
  'crlf.llmflow': bad.replaceAll('\n', '\r\n'),
  'bom.llmflow': `\uFEFFllmflw: 1\n`,
  'latin1.llmflow': Buffer.from('llmflow: 1\nname: "😀 caf\xe9"\n', 'latin1'),
  'names.llmflow': 'llmflow: 1\nnodes: {"a\\n\\u001b[2Jb": {type: x}}\n',
  'table.llmflow': 'llmflow: 1\nsource: rows.csv\nprocesses: {sentiment: reveiw}\n',
  'rows.csv': '\uFEFFtitle,review\n1,2\n',
  'outside.llmflow': 'llmflow: 1\nsource: ../../etc/hosts\nprocesses: {sentiment: a}\n',
  'link.llmflow': 'llmflow: 1\nsource: link.csv\nprocesses: {sentiment: a}\n',
  'sub/deep/one.llmflow': good,
  'sub/two.llmflow': warned,
  'sub/notes.md': '# no workflow',
  'sub/node_modules/x/bad.llmflow': bad,
  'sub/.git/bad.llmflow': bad,
  'sub/.llmflow/bad.llmflow': bad,
  'empty/notes.md': '',
};

describe('llmflow check', () => {
  let folder: string;
  let remove: () => Promise<void>;
  before(async () => {
    ({ folder, remove } = await temporaryFolder(files));
    await symlink('/etc/hosts', path.join(folder, 'link.csv'));
  });
  after(() => remove());

  const check = (...args: string[]) => llmflow(folder, ['check', ...args]);

  it('says nothing on stdout and succeeds where nothing is wrong', async () => {
    assert.deepEqual(await check('good.llmflow'), { status: 0, stdout: '', stderr: 'No problems in 1 workflow.\n' });
  });

  it('prints file:line:column: severity rule message, and fails for an error', async () => {
    const { status, stdout, stderr } = await check('bad.llmflow');
    assert.equal(status, 1);
    assert.deepEqual(stdout.split('\n'), [
      'bad.llmflow:3:3: error connection/no-post-node “a” has no post-node. Connect it to a node.',
      'bad.llmflow:4:3: error connection/no-pre-node “o” has no pre-node. Connect a node to it.',
      'bad.llmflow:4:27: error connection/unknown-node “o” names the pre-node “b”, which does not exist. Add that node, or remove the name.',
      '',
    ]);
    assert.equal(stderr, '3 errors, 0 warnings in 1 workflow.\n');
  });

  it('succeeds for warnings', async () => {
    const { status, stdout } = await check('warned.llmflow');
    assert.equal(status, 0);
    assert.match(stdout, /^warned\.llmflow:1:1: warning document\/unsupported-version /);
  });

  it('counts lines and columns right with CRLF and with a byte order mark', async () => {
    assert.match((await check('crlf.llmflow')).stdout, /^crlf\.llmflow:4:27: error connection\/unknown-node/m);
    assert.match((await check('bom.llmflow')).stdout, /^bom\.llmflow:1:1: error document\/unknown-key/m);
  });

  it('says where a file is not UTF-8, and nothing else about it', async () => {
    const { stdout } = await check('latin1.llmflow');
    // Latin-1 has no emoji: Buffer wrote its two halves as one byte each, the first of which UTF-8 cannot start with.
    assert.match(stdout, /^latin1\.llmflow:2:\d+: error document\/syntax The file is not UTF-8: the byte 0x[0-9A-F]{2} cannot stand here\. Save the file as UTF-8\.\n$/);
  });

  it('keeps each problem on its line, without control characters, whatever the file says', async () => {
    const { stdout } = await check('names.llmflow');
    assert.equal(/[^\P{Cc}\n]/u.test(stdout), false);
    for (const line of stdout.trimEnd().split('\n')) assert.match(line, /^names\.llmflow:\d+:\d+: (error|warning) \S+\/\S+ /);
  });

  it('knows the columns of the source, and lets none be read from outside the workspace', async () => {
    assert.match((await check('table.llmflow')).stdout, /process\/unknown-column .* Its columns are: title, review\./);
    assert.match((await check('outside.llmflow')).stdout, /source\/not-found .* is outside the workspace/);
    assert.match((await check('link.llmflow')).stdout, /source\/not-found .* is outside the workspace/);
  });

  it('lets a workflow from elsewhere read its own folder, unless a workspace is named', async () => {
    const inSub = (...args: string[]) => llmflow(path.join(folder, 'sub'), ['check', '../table.llmflow', ...args]);
    assert.match((await inSub()).stdout, /process\/unknown-column/);
    assert.match((await inSub('--workspace', '.')).stdout, /is outside the workspace/);
  });

  it('--workspace widens or narrows what may be read', async () => {
    assert.match((await check('table.llmflow', '--workspace', 'sub')).stdout, /is outside the workspace/);
    assert.equal((await check('good.llmflow', '--workspace', 'nowhere')).status, 2);
  });

  it('searches folders, but not those that hold what tools made', async () => {
    const { stdout, stderr, status } = await check('sub', '--json');
    assert.equal(status, 0);
    assert.equal(stderr, '0 errors, 1 warning in 2 workflows.\n');
    assert.match(stdout, new RegExp(`"file":"${path.join('sub', 'two.llmflow')}"`));
  });

  it('checks a file once, however it is named', async () => {
    assert.match((await check('good.llmflow', '.', './good.llmflow', 'sub')).stderr, /in 12 workflows\./);
  });

  it('prints one JSON object a line with --json', async () => {
    const { stdout } = await check('bad.llmflow', 'table.llmflow', '--json');
    const lines = stdout.trimEnd().split('\n').map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
    assert.deepEqual(lines[2], {
      file: 'bad.llmflow',
      line: 4,
      column: 27,
      severity: 'error',
      rule: 'connection/unknown-node',
      message: '“o” names the pre-node “b”, which does not exist. Add that node, or remove the name.',
      node: 'o',
    });
    assert.deepEqual(Object.keys(lines[3]!), ['file', 'line', 'column', 'severity', 'rule', 'message']);
  });

  describe('with --sarif', () => {
    const region = z.object({ startLine: z.int().min(1), startColumn: z.int().min(1), endLine: z.int().min(1), endColumn: z.int().min(1) });
    const level = z.enum(['error', 'warning']);
    const text = z.object({ text: z.string().min(1) });
    /** The parts of SARIF 2.1.0 that the log uses, closed: what the standard does not name is an error. */
    const sarif = z.strictObject({
      $schema: z.url(),
      version: z.literal('2.1.0'),
      runs: z.tuple([
        z.strictObject({
          tool: z.strictObject({
            driver: z.strictObject({
              name: z.literal('llmflow'),
              version: z.string(),
              rules: z.array(z.strictObject({ id: z.string(), shortDescription: text, defaultConfiguration: z.strictObject({ level }) })),
            }),
          }),
          columnKind: z.literal('utf16CodeUnits'),
          results: z.array(
            z.strictObject({
              ruleId: z.string(),
              ruleIndex: z.int(),
              level,
              message: text,
              locations: z.tuple([
                z.strictObject({
                  physicalLocation: z.strictObject({ artifactLocation: z.strictObject({ uri: z.string() }), region }),
                  logicalLocations: z.array(z.strictObject({ name: z.string(), kind: z.literal('member') })).optional(),
                }),
              ]),
            }),
          ),
        }),
      ]),
    });

    it('prints one log with every rule and each problem’s place', async () => {
      const { stdout, status } = await check('bad.llmflow', 'sub', '--sarif');
      assert.equal(status, 1);
      const { tool, results } = sarif.parse(JSON.parse(stdout)).runs[0];
      assert.deepEqual(tool.driver.rules.map(({ id }) => id), [...ruleIds]);
      for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
      assert.deepEqual(results[2]?.locations, [
        {
          physicalLocation: { artifactLocation: { uri: 'bad.llmflow' }, region: { startLine: 4, startColumn: 27, endLine: 4, endColumn: 28 } },
          logicalLocations: [{ name: 'o', kind: 'member' }],
        },
      ]);
      assert.equal(results[3]?.locations[0].physicalLocation.artifactLocation.uri, 'sub/two.llmflow');
    });

    it('gives the whole address of a file that is not below the current folder', async () => {
      const { stdout } = await llmflow(path.join(folder, 'sub'), ['check', '../bad.llmflow', '--sarif']);
      const { results } = sarif.parse(JSON.parse(stdout)).runs[0];
      assert.match(results[0]!.locations[0].physicalLocation.artifactLocation.uri, /^file:\/\/\/.*\/bad\.llmflow$/);
    });

    it('is a log with no results where nothing is wrong', async () => {
      const { stdout, status } = await check('good.llmflow', '--sarif');
      assert.equal(status, 0);
      assert.deepEqual(sarif.parse(JSON.parse(stdout)).runs[0].results, []);
    });
  });

  describe('refuses with 2', () => {
    const cases: [args: string[], says: RegExp][] = [
      [['nowhere.llmflow'], /“nowhere\.llmflow” cannot be checked: it does not exist\./],
      [['good.llmflow', 'nowhere'], /“nowhere” cannot be checked/],
      [['empty'], /There is no \.llmflow file in “empty”\./],
      [[], /missing required argument 'file'/],
      [['good.llmflow', '--json', '--sarif'], /cannot be used with/],
      [['good.llmflow', '--jsno'], /unknown option '--jsno'/],
    ];
    for (const [args, says] of cases) {
      it(`check ${args.join(' ')}`, async () => {
        const { status, stdout, stderr } = await check(...args);
        assert.deepEqual([status, stdout], [2, '']);
        assert.match(stderr, says);
      });
    }
  });
});

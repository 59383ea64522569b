import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { providerIds } from '../../../src/core/models/catalog';
import { createFlowLoader } from '../../../src/core/tables/processes/flowLoader';

const graph = 'llmflow: 1\nnodes:\n  a: {type: input, content: x}\n  b: {type: generation, from: a}\n  c: {type: output, from: b}\n';

describe('createFlowLoader', () => {
  let root: string;
  let load: ReturnType<typeof createFlowLoader>;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'llmflow-loader-'));
    await mkdir(path.join(root, 'workspace', 'flows'), { recursive: true });
    load = createFlowLoader({ folder: path.join(root, 'workspace', 'flows'), workspace: path.join(root, 'workspace') }, providerIds);
  });
  afterEach(() => rm(root, { recursive: true }));

  it('reads a flow beside the workflow or elsewhere in the workspace', async () => {
    await writeFile(path.join(root, 'workspace', 'other.llmflow'), graph);
    const { nodes } = await load('../other.llmflow');
    assert.deepEqual(nodes.map(({ id }) => id), ['a', 'b', 'c']);
  });

  it('refuses what is not there, not inside, not UTF-8 or not fit to run', async () => {
    const write = (file: string, content: string | Uint8Array) => writeFile(path.join(root, file), content);
    await write('secret.llmflow', graph);
    await symlink(path.join(root, 'secret.llmflow'), path.join(root, 'workspace', 'flows', 'link.llmflow'));
    await write('workspace/flows/latin.llmflow', new Uint8Array([0x6e, 0xe4]));
    await write('workspace/flows/loop.llmflow', 'llmflow: 1\nnodes: {a: {type: output, from: a}}');
    await write('workspace/flows/broken.llmflow', 'llmflow: [');
    await write('workspace/flows/rows.llmflow', 'llmflow: 1\nsource: x.csv\nprocesses: {sentiment: a}');
    await assert.rejects(load('gone.llmflow'), /does not exist/);
    await assert.rejects(load('../../secret.llmflow'), /outside the workspace/);
    await assert.rejects(load('link.llmflow'), /outside the workspace/);
    await assert.rejects(load('latin.llmflow'), /not UTF-8/);
    await assert.rejects(load('loop.llmflow'), Error);
    await assert.rejects(load('broken.llmflow'), Error);
    await assert.rejects(load('rows.llmflow'), /input-node/);
  });
});

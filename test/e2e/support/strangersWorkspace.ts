import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const asking = `llmflow: 1
name: Asking
llm_provider: openai
model_type: test-model
nodes:
  question:
    type: input
    content: Hello?
  answer:
    type: generation
    from: question
  result:
    type: output
    from: answer
`;

const table = 'llmflow: 1\nname: Table\nsource: rows.csv\nprocesses:\n  sentiment: text\n';
const rows = 'text\nI love it\nI hate it\n';

/**
 * A workspace that wants to be trusted: its settings name a server of its own, and links in it lead to files and to a database outside.
 * `remove` deletes it, and what it leads to.
 */
export async function strangersWorkspace(server: string): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const scratch = await mkdtemp(join(tmpdir(), 'llmflow-stranger-'));
  const [folder, outside] = [join(scratch, 'workspace'), join(scratch, 'outside')];
  for (const path of [folder, outside, join(folder, '.vscode')]) await mkdir(path);
  for (const path of [folder, outside]) {
    await writeFile(join(path, 'table.llmflow'), table);
    await writeFile(join(path, 'rows.csv'), rows);
  }
  await promisify(execFile)(process.execPath, [resolve('dist/cli.js'), 'table', 'table.llmflow'], { cwd: outside });
  await writeFile(join(folder, 'asking.llmflow'), asking);
  await writeFile(join(outside, 'private.llmflow'), asking.replace('Asking', 'Private'));
  await symlink(join(outside, '.llmflow'), join(folder, '.llmflow'));
  await symlink(join(outside, 'private.llmflow'), join(folder, 'linked.llmflow'));
  const settings = Object.fromEntries(['openai', 'anthropic', 'ollama'].map((provider) => [`llmflow.${provider}.baseUrl`, server]));
  await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
  return { folder, remove: () => rm(scratch, { recursive: true, force: true }) };
}

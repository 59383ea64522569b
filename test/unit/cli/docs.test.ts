import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ruleDescriptions } from '../../../src/cli/check/ruleDescriptions';
import { parseFlow } from '../../../src/core/flow/parse/parseFlow';
import { ruleIds } from '../../../src/core/flow/problem';
import { checkFlow } from '../../../src/core/flow/rules/checkFlow';
import { llmflow } from './testCommand';

const fileFormat = readFileSync('docs/file-format.md', 'utf8');
const cli = readFileSync('docs/cli.md', 'utf8');

describe('docs/file-format.md', () => {
  it('lists every rule, in order, with its severity', () => {
    const listed = [...fileFormat.matchAll(/^\| `(\w+\/[\w-]+)` \| (error|warning) \|/gm)].map(([, rule, severity]) => `${rule ?? ''} ${severity ?? ''}`);
    assert.deepEqual(listed, ruleIds.map((rule) => `${rule} ${ruleDescriptions[rule].severity}`));
  });

  it('has a whole workflow for its example, and parts of one that are read', () => {
    const [example, ...parts] = [...fileFormat.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => text ?? '');
    assert.deepEqual(checkFlow(parseFlow(example ?? ''), { providers: ['builtin', 'openai'] }), []);
    assert.ok(parts.length > 2);
    for (const part of parts) assert.deepEqual(parseFlow(`llmflow: 1\n${part}`).problems, [], part);
  });
});

const commands = ['check', 'run', 'ingest', 'table', 'results'];
const knowledgeCommands = ['add', 'list', 'search', 'refresh', 'remove'];

describe('docs/cli.md', () => {
  it('names every option that the help names, and no other', async () => {
    const help = await Promise.all([...commands, ...knowledgeCommands.map((name) => `kb ${name}`)].map(async (name) => (await llmflow('.', [...name.split(' '), '--help'])).stdout));
    const optionsIn = (text: string) => [...new Set([...text.matchAll(/--[a-z]+(?:-[a-z]+)*/g)].map(([option]) => option))].filter((option) => option !== '--help').sort();
    assert.deepEqual(optionsIn(cli), optionsIn(help.join('\n')));
  });
});

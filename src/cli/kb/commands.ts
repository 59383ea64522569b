import { Option, type Command } from 'commander';
import type { Io } from '../io';
import { wholeNumber } from '../wholeNumber';
import { addDocuments, type AddOptions } from './add';
import { listKnowledge, removeKnowledge, type KnowledgeOptions } from './manage';
import { refreshKnowledge } from './refresh';
import { searchKnowledge, type SearchOptions } from './search';

/** `llmflow kb …`: the knowledge bases of a workspace. */
export function addKnowledgeCommands(program: Command, workspaceOption: readonly [flags: string, description: string], io: Io, end: (status: number) => void): void {
  const [flags, description] = workspaceOption;
  const kb = program.command('kb').description('knowledge bases, in which workflows look things up');
  const name = ['<name>', 'the knowledge base'] as const;

  kb.command('add')
    .description('take documents into a knowledge base, which is created if it is not there')
    .argument(...name)
    .argument('<path...>', 'files, folders and globs, inside the workspace')
    .option('--embedding-model <name>', 'search a new knowledge base by meaning too, with this model of the server at OPENAI_BASE_URL')
    .option(flags, description)
    .action(async (base: string, paths: string[], options: AddOptions) => end(await addDocuments(base, paths, options, io)));

  kb.command('list')
    .description('print the knowledge bases')
    .option(flags, description)
    .action(async (options: KnowledgeOptions) => end(await listKnowledge(options, io)));

  kb.command('search')
    .description('print the passages that are nearest to a text, best first')
    .argument(...name)
    .argument('<query>', 'what to look for')
    .addOption(new Option('--top-k <n>', 'how many, at most (default: 6)').argParser(wholeNumber))
    .option('--json', 'one JSON object a line')
    .option(flags, description)
    .action(async (base: string, query: string, options: SearchOptions) => end(await searchKnowledge(base, query, options, io)));

  kb.command('refresh')
    .description('take in again what has changed, and drop what is gone')
    .argument(...name)
    .option(flags, description)
    .action(async (base: string, options: KnowledgeOptions) => end(await refreshKnowledge(base, options, io)));

  kb.command('remove')
    .description('delete a knowledge base; its documents stay')
    .argument(...name)
    .option(flags, description)
    .action(async (base: string, options: KnowledgeOptions) => end(await removeKnowledge(base, options, io)));
}

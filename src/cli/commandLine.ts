import { Command, CommanderError, Option } from 'commander';
import { version } from '../../package.json';
import { errorText } from '../core/text/errorText';
import { check, type CheckOptions } from './check/check';
import { exitStatus, UsageError, type Io } from './io';
import { addKnowledgeCommands } from './kb/commands';
import { resultStatuses } from '../core/store/records';
import { rateLimitOptions } from './rateLimitOptions';
import { run, type RunCommandOptions } from './run/run';
import { resultsFormats } from './table/formatResults';
import { ingestCommand, type IngestCommandOptions } from './table/ingest';
import { resultsCommand, type ResultsCommandOptions } from './table/results';
import { tableCommand, type TableCommandOptions } from './table/table';
import { wholeNumber } from './wholeNumber';

const examples = `
Examples:
  llmflow check .                                    every workflow below the current folder
  llmflow check reviews.llmflow --sarif > out.sarif  for code scanning
  llmflow run reviews.llmflow                        the output-node's output on stdout
  llmflow run reviews.llmflow --input review=- < review.txt
  llmflow run reviews.llmflow --node summary --provider openai --model gpt-5-mini
  llmflow table reviews.llmflow                      its processes over every row of its source
  llmflow results reviews.llmflow --format csv > results.csv
  llmflow kb add handbook docs                       files and folders, for workflows to look things up in
  llmflow kb search handbook "how many days off"

Exit status: 0 success, 1 problems were found or the run failed, 2 wrong usage.
Keys are read from OPENAI_API_KEY and ANTHROPIC_API_KEY, other servers from OPENAI_BASE_URL and ANTHROPIC_BASE_URL,
your own prices from the JSON file that LLMFLOW_PRICES names.`;

const workspaceOption = ['--workspace <dir>', 'the folder that holds .llmflow/ and that workflows may read (default: the current folder)'] as const;

/** The `llmflow` command. Returns the exit status; never throws. */
export async function runCommandLine(args: readonly string[], io: Io): Promise<number> {
  let status: number = exitStatus.success;
  const program = createProgram(io, (result) => (status = result));
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    // Commander has said what is wrong. Help that was asked for comes this way too, with the status 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.success : exitStatus.usage;
    io.stderr.write(`llmflow: ${errorText(error)}\n`);
    return error instanceof UsageError ? exitStatus.usage : exitStatus.failure;
  }
}

function createProgram(io: Io, end: (status: number) => void): Command {
  const program = new Command('llmflow')
    .description('Checks and runs LLM workflows (.llmflow files).')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .showHelpAfterError('(llmflow --help shows the usage)')
    .addHelpText('after', examples);

  program
    .command('check')
    .description('print the problems of workflows as file:line:column: severity rule message')
    .argument('<file...>', 'workflows, and folders to search for *.llmflow')
    .addOption(new Option('--json', 'one JSON object a line').conflicts('sarif'))
    .option('--sarif', 'one SARIF 2.1.0 log')
    .option(...workspaceOption)
    .action(async (files: string[], options: CheckOptions) => end(await check(files, options, io)));

  program
    .command('run')
    .description("run a workflow and print its output-node's output")
    .argument('<file>', 'the workflow')
    .option('--input <node=text>', 'text for an input-node in place of its content; =- reads stdin, =@FILE reads a file', collect)
    .option('--node <id>', 'run this node and what it depends on, and print its output')
    .option('--provider <id>', 'use this llm_provider for every node')
    .option('--model <name>', 'use this model_type for every node')
    .addOption(rateLimitOptions.requests)
    .addOption(rateLimitOptions.tokens)
    .option('--json', 'print every event of the run, one JSON object a line')
    .option(...workspaceOption)
    .action(async (file: string, options: RunCommandOptions) => end(await run(file, options, io)));

  program
    .command('ingest')
    .description("pull the rows of a workflow's source into the workspace database")
    .argument('<file>', 'the workflow')
    .option(...workspaceOption)
    .action(async (file: string, options: IngestCommandOptions) => end(await ingestCommand(file, options, io)));

  program
    .command('table')
    .description("pull the source, then run the workflow's processes over its rows; safe to interrupt and to run again")
    .argument('<file>', 'the workflow')
    .option('--process <name>', 'run this process only (may be repeated)', collect)
    .addOption(new Option('--concurrency <n>', 'rows in flight at once (default: 8)').argParser(wholeNumber))
    .addOption(new Option('--limit <n>', 'the first so many rows only').argParser(wholeNumber))
    .addOption(rateLimitOptions.requests)
    .addOption(rateLimitOptions.tokens)
    .option('--retry-failed', 'run rows again that have failed on the same input')
    .option('--json', 'print every event, one JSON object a line')
    .option(...workspaceOption)
    .action(async (file: string, options: TableCommandOptions) => end(await tableCommand(file, options, io)));

  program
    .command('results')
    .description('print the results of a workflow')
    .argument('<file>', 'the workflow')
    .option('--process <name>', 'results of this process only (may be repeated)', collect)
    .addOption(new Option('--status <status>', 'results of this status only').choices(resultStatuses))
    .addOption(new Option('--format <format>', 'how to print them').choices(resultsFormats).default('table'))
    .option(...workspaceOption)
    .action(async (file: string, options: ResultsCommandOptions) => end(await resultsCommand(file, options, io)));

  addKnowledgeCommands(program, workspaceOption, io, end);
  return program;
}

function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

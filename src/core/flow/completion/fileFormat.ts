import type { BuiltInProcess } from '../builtInProcesses';
import type { NodeType } from '../model';
import type { Placeholder } from '../placeholders';

/** A key of the file format: what it is for, in a sentence or two, and the form of what is written behind it. */
export interface FormatKey {
  readonly name: string;
  readonly documentation: string;
  /** `choice`: a value of which some can be named; `lines`: text that tends to have several lines. */
  readonly form: 'text' | 'choice' | 'lines' | 'map';
}

/** The maps of a workflow whose keys the format gives. */
export type Level = 'workflow' | 'prompts' | 'node' | 'source' | 'process';

const llm_provider = key('llm_provider', 'The provider of the model: `builtin`, `openai`, `anthropic`, `ollama` or `vscode`.', 'choice');
const model_type = key('model_type', 'The model. `auto` is the provider’s default.', 'choice');
const intensity = key('intensity', 'How much is looked up in the knowledge base: `low`, `medium` or `high`, for 3, 6 or 12 passages, or a number from 1 to 50.', 'choice');
const answerKeys: readonly FormatKey[] = [
  llm_provider,
  model_type,
  key('temperature', 'How freely the model words its answer: a number from 0 to 2. Some models take none.'),
  key('max_output_tokens', 'The longest answer, in tokens. One that does not end by then fails.'),
  key('stop', 'A text that ends the answer before it, or a list of up to four.'),
  key('reasoning_effort', 'How long a model that reasons does so, such as `low` or `high`.', 'choice'),
  key('knowledge_base', 'The name of a knowledge base of the workspace, in place of the workflow’s; `false` for none.', 'choice'),
  intensity,
];
const promptNote = '`{input_data}` stands for the input, `{context}` for what was found in the knowledge base, `{output_format}` for the request to mark the result.';

const levels: Readonly<Record<Level, readonly FormatKey[]>> = {
  workflow: [
    key('llmflow', 'The version of the file format: `1`.', 'choice'),
    key('id', 'A UUID that stays the same when the file is moved or renamed.'),
    key('name', 'What the workflow is called.'),
    { ...llm_provider, documentation: 'The provider of every node and process that names none: `builtin`, `openai`, `anthropic`, `ollama` or `vscode`.' },
    { ...model_type, documentation: 'The model of every node and process that names none. `auto` is the provider’s default.' },
    key('knowledge_base', 'The name of a knowledge base of the workspace, in which every node looks up passages for `{context}`.', 'choice'),
    intensity,
    key('prompts', 'A prompt for every node of a type.', 'map'),
    key('nodes', 'The graph: nodes by name.', 'map'),
    key('source', 'Where the rows of a table run come from: a file such as `reviews.csv`, or a connection.', 'choice'),
    key('processes', 'What is done with the columns of the source: processes by name.', 'map'),
    key('budget', 'What one table run may spend, in US dollars: a number above 0.'),
    key('layout', 'Where boxes stand on the canvas: `[x, y]` by node.', 'map'),
  ],
  prompts: [
    key('generation', `The prompt of every generation-node that has none of its own. ${promptNote}`, 'lines'),
    key('ensemble', `The prompt of every ensemble-node that has none of its own. ${promptNote}`, 'lines'),
    key('validation', `The prompt of every validation-node that has none of its own. ${promptNote}`, 'lines'),
  ],
  node: [
    key('type', 'What the node does: `input`, `generation`, `ensemble`, `validation` or `output`.', 'choice'),
    key('from', 'The pre-node, or a list of them in the order in which their outputs are joined.', 'choice'),
    key('content', 'The text of an input-node; an output-node holds the result here.', 'lines'),
    key('prompt', `What the model is asked. ${promptNote}`, 'lines'),
    ...answerKeys,
  ],
  source: [
    key('file', 'A file in the workspace, by its path relative to this one.', 'choice'),
    key('connection', 'The name of a connection in the user’s settings or the environment.', 'choice'),
    key('query', 'For a database: one statement that reads the rows.', 'lines'),
    key('key', 'For an object store: an object’s key, or a prefix of keys that ends with a slash.'),
    key('row_key', 'The column, or a list of columns, that tells a row from the others, so that a changed row stays the same row.', 'choice'),
  ],
  process: [
    key('column', 'A column of the source, a list of them, or `results.NAME` for the results of an earlier process.', 'choice'),
    key('prompt', `What to ask about each row. ${promptNote} A column’s name in braces stands for its value.`, 'lines'),
    key('flow', '`self` for this file’s graph, or the path of another workflow, in place of a prompt.', 'choice'),
    ...answerKeys,
  ],
};

export const nodeTypeDocumentation: Readonly<Record<NodeType, string>> = {
  input: 'Its content is the text that goes in.',
  generation: 'Asks a model about an input.',
  ensemble: 'Asks a model to make one text of several. The only type that may have several pre-nodes.',
  validation: 'Asks a model to check and correct a text.',
  output: 'Holds the result: in a run the pre-node’s output takes the place of its content.',
};

export const placeholderDocumentation: Readonly<Record<Placeholder, string>> = {
  input_data: 'The outputs of the pre-nodes, joined with a blank line; in a process, the row’s text.',
  context: 'What was found in the knowledge base; empty without one.',
  output_format: 'The request to put the result between `<output>` and `</output>`.',
};

export const builtInProcessDocumentation: Readonly<Record<BuiltInProcess, string>> = {
  sentiment: 'Built in: says Positive, Negative or Neutral.',
  summarization: 'Built in: one to three sentences in the language of the text.',
  translation: 'Built in: translates into English.',
  keywords: 'Built in: the three to eight words or phrases that say best what the text is about.',
};

/** Which map stands at the end of a path of keys, where its keys are the format's. */
export function levelAt([first, second, ...deeper]: readonly string[]): Level | undefined {
  if (deeper.length > 0) return undefined;
  if (first === undefined) return 'workflow';
  if (second === undefined) return first === 'prompts' || first === 'source' ? first : undefined;
  if (first === 'nodes') return 'node';
  return first === 'processes' ? 'process' : undefined;
}

export function keysOf(level: Level): readonly FormatKey[] {
  return levels[level];
}

function key(name: string, documentation: string, form: FormatKey['form'] = 'text'): FormatKey {
  return { name, documentation, form };
}

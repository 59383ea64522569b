import { isModelNode, nodeTypes, type Flow } from '../model';
import type { FlowDocument } from '../parse/flowDocument';
import { connectionRefusals } from '../rules/refuseEdit';
import type { Completion, CompletionWorld } from './completion';
import { completeConnections } from './connections';
import type { Cursor } from './cursor';
import { levelAt, nodeTypeDocumentation } from './fileFormat';
import { writtenValue } from './written';

/** A value to choose, before it is known how it has to be written. */
type Choice = Pick<Completion, 'label' | 'kind' | 'detail' | 'documentation'>;

const listKeys = ['from', 'column', 'row_key'];

/** The values that the key at the cursor could have. */
export async function completeValues(text: string, cursor: Cursor, document: FlowDocument, world: CompletionWorld): Promise<Completion[]> {
  const { path, inList, others, range } = cursor;
  const owner = levelAt(path.slice(0, -1));
  const isShortProcess = levelAt(path) === 'process';
  const key = path.at(-1) ?? '';
  if (inList && !isShortProcess && !listKeys.includes(key)) return [];
  if (owner === 'workflow' && key === 'llmflow') return [{ label: '1', kind: 'choice', insert: `${cursor.lead}1`, range }];
  const choices = isShortProcess ? await columnChoices(path[1] ?? '', document.flow, world) : owner ? await choicesOf(key, path, document, world) : [];
  const written = choices
    .filter(({ label }) => !others.includes(label))
    .map((choice): Completion => ({ ...choice, insert: writtenValue(choice.label, cursor), range }));
  // In quotes it would be a name.
  if (key === 'knowledge_base' && (owner === 'node' || owner === 'process') && cursor.quote === '')
    written.push({ ...choice('false', 'none for this one'), insert: `${cursor.lead}false`, range });
  return owner === 'workflow' && key === 'source' ? [...written, ...completeConnections(text, cursor, await world.connections())] : written;
}

async function choicesOf(key: string, path: readonly string[], document: FlowDocument, world: CompletionWorld): Promise<Choice[]> {
  const { flow } = document;
  const name = path.length === 3 ? (path[1] ?? '') : undefined;
  switch (key) {
    case 'llm_provider':
      return (await world.providers()).map(({ id, label, missing, note = missing }) => ({ ...choice(id), detail: label, ...(note !== undefined && { documentation: note }) }));
    case 'model_type':
      return modelChoices(providerAt(path, document.flow) ?? world.defaultProvider, world);
    case 'knowledge_base':
      return (await world.knowledgeBases()).map((base) => choice(base));
    case 'reasoning_effort':
      return ['none', 'minimal', 'low', 'medium', 'high'].map((effort) => choice(effort));
    case 'intensity':
      return [choice('low', '3 passages'), choice('medium', '6 passages'), choice('high', '12 passages')];
    case 'source':
    case 'file':
      return (await world.sourceFiles()).map((file) => ({ label: file, kind: 'file' }));
    case 'connection':
      return (await world.connections()).map((connection) => ({ label: connection.name, kind: 'connection', ...(connection.type && { detail: connection.type }) }));
    case 'type':
      return nodeTypes.map((type) => ({ ...choice(type), documentation: nodeTypeDocumentation[type] }));
    case 'from':
      return name === undefined ? [] : preNodeChoices(document, name);
    case 'flow':
      return [
        ...(flow.nodes.length > 0 ? [choice('self', 'this file’s graph')] : []),
        ...(await world.workflows()).map((file): Choice => ({ label: file, kind: 'file' })),
      ];
    case 'column':
      return columnChoices(name ?? '', flow, world);
    case 'row_key':
      return ((await world.columns(flow)) ?? []).map(sourceColumn);
    default:
      return [];
  }
}

async function modelChoices(provider: string, world: CompletionWorld): Promise<Choice[]> {
  const models = (await world.providers()).find(({ id }) => id === provider)?.models ?? [];
  return models.map((model) => choice(model, provider));
}

/** The provider that a model named at that path belongs to. */
function providerAt([part, name]: readonly string[], flow: Flow): string | undefined {
  const node = part === 'nodes' ? flow.nodes.filter(isModelNode).find(({ id }) => id === name) : undefined;
  const process = part === 'processes' ? flow.processes.find((each) => each.name === name) : undefined;
  return node?.llm_provider ?? process?.llm_provider ?? flow.llm_provider;
}

/** The nodes that the connection rules allow before a node. */
function preNodeChoices(document: FlowDocument, node: string): Choice[] {
  const refusals = connectionRefusals(document, node, 'pre');
  return document.flow.nodes
    .filter(({ id }) => !Object.hasOwn(refusals, id))
    .map(({ id, type }) => ({ label: id, kind: 'node', detail: `${type}-node` }));
}

/** The source's columns, and the results of the processes before one. */
async function columnChoices(process: string, flow: Flow, world: CompletionWorld): Promise<Choice[]> {
  const index = flow.processes.findIndex(({ name }) => name === process);
  const earlier = flow.processes.slice(0, Math.max(0, index));
  return [
    ...((await world.columns(flow)) ?? []).map(sourceColumn),
    ...earlier.map(({ name }): Choice => ({ label: `results.${name}`, kind: 'column', detail: `results of “${name}”` })),
  ];
}

function sourceColumn(name: string): Choice {
  return { label: name, kind: 'column', detail: 'column' };
}

function choice(label: string, detail?: string): Choice {
  return { label, kind: 'choice', ...(detail !== undefined && { detail }) };
}

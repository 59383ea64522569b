import { placeholders, wordsInBraces } from '../placeholders';
import { isModelNode, knowledgeBaseOf, modelNodeTypes, type Flow, type ModelNodeType } from '../model';
import type { FlowDocument, FieldLocation } from '../parse/flowDocument';
import type { Problem } from '../problem';

interface PromptInFile {
  readonly prompt: string;
  readonly location: FieldLocation;
  readonly owner: string;
  readonly node?: string;
  /** What could be looked up for it. */
  readonly knowledgeBase: string | undefined;
  /** Further words that a prompt may hold in braces; undefined: any. */
  readonly columns?: readonly string[] | undefined;
}

export function checkPrompts(document: FlowDocument, columns: readonly string[] | undefined): Problem[] {
  return promptsOf(document, columns).flatMap((prompt) => [
    ...checkWords(prompt),
    ...checkUse(prompt),
  ]);
}

function promptsOf({ flow, locations }: FlowDocument, columns: readonly string[] | undefined): PromptInFile[] {
  const found: PromptInFile[] = [];
  const add = (prompt: string | undefined, location: FieldLocation | undefined, rest: Omit<PromptInFile, 'prompt' | 'location'>) => {
    if (prompt !== undefined && location) found.push({ prompt, location, ...rest });
  };
  for (const type of modelNodeTypes) {
    add(flow.prompts[type], locations.prompts.get(type), { owner: `The prompt for ${type}-nodes`, knowledgeBase: sharedBase(type, flow), columns: [] });
  }
  for (const node of flow.nodes) {
    if (!isModelNode(node)) continue;
    const location = locations.nodes.get(node.id)?.fields.get('prompt');
    add(node.prompt, location, { owner: `The prompt of “${node.id}”`, node: node.id, knowledgeBase: knowledgeBaseOf(node, flow), columns: [] });
  }
  for (const process of flow.processes) {
    const location = locations.processes.get(process.name)?.fields.get('prompt');
    add(process.prompt, location, { owner: `The prompt of process “${process.name}”`, knowledgeBase: knowledgeBaseOf(process, flow), columns });
  }
  return found;
}

/** What nodes that take the prompt of their type could look up. */
function sharedBase(type: ModelNodeType, flow: Flow): string | undefined {
  const users = flow.nodes.filter(isModelNode).filter((node) => node.type === type && node.prompt === undefined);
  return users.length === 0 ? flow.knowledge_base : users.map((node) => knowledgeBaseOf(node, flow)).find((base) => base !== undefined);
}

function checkWords({ prompt, location, owner, node, columns }: PromptInFile): Problem[] {
  const allowed: readonly string[] = columns ? [...placeholders, ...columns] : [];
  if (!columns) return [];
  const unknown = new Set(wordsInBraces(prompt).map(({ word }) => word).filter((word) => !allowed.includes(word)));
  return [...unknown].map((word) => ({
    rule: 'prompt/unknown-placeholder',
    severity: 'warning',
    message: `${owner} holds “{${word}}”, which is no placeholder and stays as it is. Placeholders are: ${allowed.map((name) => `{${name}}`).join(', ')}.`,
    range: location.value,
    ...(node !== undefined && { node }),
  }));
}

function checkUse({ prompt, location, owner, node, knowledgeBase }: PromptInFile): Problem[] {
  const words = new Set(wordsInBraces(prompt).map(({ word }) => word));
  const base = { severity: 'warning', range: location.value, ...(node !== undefined && { node }) } as const;
  const problems: Problem[] = [];
  if (!words.has('input_data')) {
    problems.push({ ...base, rule: 'prompt/no-input-data', message: `${owner} never uses {input_data}, so the model does not see the input. Add {input_data}.` });
  }
  if (knowledgeBase !== undefined && !words.has('context')) {
    problems.push({ ...base, rule: 'prompt/no-context', message: `${owner} never uses {context}, so nothing is looked up in “${knowledgeBase}”. Add {context}.` });
  }
  return problems;
}

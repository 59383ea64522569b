import { placeholders, wordsInBraces } from '../placeholders';
import { isModelNode, modelNodeTypes } from '../model';
import type { FlowDocument, FieldLocation } from '../parse/flowDocument';
import type { Problem } from '../problem';

interface PromptInFile {
  readonly prompt: string;
  readonly location: FieldLocation;
  readonly owner: string;
  readonly node?: string;
  /** Further words that a prompt may hold in braces; undefined: any. */
  readonly columns?: readonly string[] | undefined;
}

export function checkPrompts(document: FlowDocument, columns: readonly string[] | undefined): Problem[] {
  return promptsOf(document, columns).flatMap((prompt) => [
    ...checkWords(prompt),
    ...checkUse(prompt, document.flow.knowledge_base),
  ]);
}

function promptsOf({ flow, locations }: FlowDocument, columns: readonly string[] | undefined): PromptInFile[] {
  const found: PromptInFile[] = [];
  const add = (prompt: string | undefined, location: FieldLocation | undefined, rest: Omit<PromptInFile, 'prompt' | 'location'>) => {
    if (prompt !== undefined && location) found.push({ prompt, location, ...rest });
  };
  for (const type of modelNodeTypes) {
    add(flow.prompts[type], locations.prompts.get(type), { owner: `The prompt for ${type}-nodes`, columns: [] });
  }
  for (const node of flow.nodes) {
    if (!isModelNode(node)) continue;
    const location = locations.nodes.get(node.id)?.fields.get('prompt');
    add(node.prompt, location, { owner: `The prompt of “${node.id}”`, node: node.id, columns: [] });
  }
  for (const process of flow.processes) {
    const location = locations.processes.get(process.name)?.fields.get('prompt');
    add(process.prompt, location, { owner: `The prompt of process “${process.name}”`, columns });
  }
  return found;
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

function checkUse({ prompt, location, owner, node }: PromptInFile, knowledgeBase: string | undefined): Problem[] {
  const words = new Set(wordsInBraces(prompt).map(({ word }) => word));
  const base = { severity: 'warning', range: location.value, ...(node !== undefined && { node }) } as const;
  const problems: Problem[] = [];
  if (!words.has('input_data')) {
    problems.push({ ...base, rule: 'prompt/no-input-data', message: `${owner} never uses {input_data}, so the model does not see the input. Add {input_data}.` });
  }
  if (knowledgeBase !== undefined && !words.has('context')) {
    problems.push({ ...base, rule: 'prompt/no-context', message: `${owner} never uses {context}, so what is found in “${knowledgeBase}” is lost. Add {context}.` });
  }
  return problems;
}

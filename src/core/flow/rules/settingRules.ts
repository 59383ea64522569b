import { isModelNode } from '../model';
import type { FieldLocation, FlowDocument } from '../parse/flowDocument';
import type { Problem } from '../problem';
import type { RuleContext } from './context';
import { checkKnowledgeBases } from './knowledgeRules';

/** Providers and knowledge bases: names in the file that must exist outside it. */
export function checkSettings(document: FlowDocument, context: RuleContext): Problem[] {
  return [...checkProviders(document, context), ...checkKnowledgeBases(document, context)];
}

function checkProviders({ flow, locations }: FlowDocument, { providers }: RuleContext): Problem[] {
  const problems: Problem[] = [];
  const check = (name: string | undefined, location: FieldLocation | undefined, node?: string) => {
    if (name === undefined || !location || providers.includes(name)) return;
    const message = `There is no llm_provider “${name}”. Providers are: ${providers.join(', ')}.`;
    problems.push({ rule: 'model/unknown-provider', severity: 'error', message, range: location.value, ...(node !== undefined && { node }) });
  };
  check(flow.llm_provider, locations.fields.get('llm_provider'));
  for (const node of flow.nodes) {
    if (isModelNode(node)) check(node.llm_provider, locations.nodes.get(node.id)?.fields.get('llm_provider'), node.id);
  }
  for (const process of flow.processes) {
    check(process.llm_provider, locations.processes.get(process.name)?.fields.get('llm_provider'));
  }
  return problems;
}

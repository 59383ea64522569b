import { isModelNode, type Flow } from '../model';
import type { FieldLocation, FlowDocument } from '../parse/flowDocument';
import type { Problem } from '../problem';
import { closest } from '../../text/closest';
import type { RuleContext } from './context';

/** Every knowledge base that the workflow, a node or a process names. */
export function namedKnowledgeBases({ knowledge_base, nodes, processes }: Flow): Set<string> {
  const named = [knowledge_base, ...[...nodes.filter(isModelNode), ...processes].map((each) => each.knowledge_base)];
  return new Set(named.flatMap((name) => (name === undefined || name === false ? [] : name)));
}

/** Each of them must be there. */
export function checkKnowledgeBases({ flow, locations }: FlowDocument, { knowledgeBases }: RuleContext): Problem[] {
  if (!knowledgeBases) return [];
  const problems: Problem[] = [];
  const check = (name: string | false | undefined, location: FieldLocation | undefined, node?: string) => {
    if (name === undefined || name === false || !location || knowledgeBases.has(name)) return;
    const close = closest([...knowledgeBases], name);
    const hint = close === undefined ? 'Create it, or remove this line.' : `Did you mean “${close}”?`;
    problems.push({
      rule: 'knowledge/not-found',
      severity: 'error',
      message: `There is no knowledge base “${name}” in this workspace. ${hint}`,
      range: location.value,
      ...(node !== undefined && { node }),
      fix: { title: `Create knowledge base “${name}”…`, createKnowledgeBase: name },
    });
  };
  check(flow.knowledge_base, locations.fields.get('knowledge_base'));
  for (const node of flow.nodes) {
    if (isModelNode(node)) check(node.knowledge_base, locations.nodes.get(node.id)?.fields.get('knowledge_base'), node.id);
  }
  for (const { name, knowledge_base } of flow.processes) check(knowledge_base, locations.processes.get(name)?.fields.get('knowledge_base'));
  return problems;
}

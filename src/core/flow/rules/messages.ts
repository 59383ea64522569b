import type { NodeType } from '../model';

/** The sentences of the connection rules: the same while a connection is drawn and once it stands in the file. */
export const connectionMessages = {
  noPreNode: (id: string) => `“${id}” has no pre-node. Connect a node to it.`,
  noPostNode: (id: string) => `“${id}” has no post-node. Connect it to a node.`,
  inputHasPreNode: (source: string, target: string) =>
    `“${target}” is an input-node, which cannot have a pre-node. Remove its connection from “${source}”.`,
  outputHasPostNode: (source: string, target: string) =>
    `“${source}” is the output-node, which cannot have a post-node. Remove its connection to “${target}”.`,
  multiplePreNodes: (id: string, type: NodeType) =>
    `“${id}” has several pre-nodes, but only an ensemble-node can. Join them in an ensemble-node before this ${type}-node.`,
  multiplePostNodes: (id: string, type: NodeType) =>
    `“${id}” has several post-nodes, but only an input-node can. Keep one connection from this ${type}-node.`,
  typeNotAllowed: (sourceType: NodeType, targetType: NodeType, allowed: readonly NodeType[]) =>
    `A ${targetType}-node cannot follow ${article(sourceType)} ${sourceType}-node: its pre-node must be ${listTypes(allowed)}.`,
  cycle: (ids: readonly string[]) =>
    ids.length === 1
      ? `“${ids[0] ?? ''}” is connected to itself. Remove that connection.`
      : `The connections between ${ids.map((id) => `“${id}”`).join(', ')} form a cycle, so none of them could ever start. Remove one.`,
  unknownNode: (source: string, target: string) =>
    `“${target}” names the pre-node “${source}”, which does not exist. Add that node, or remove the name.`,
  duplicate: (source: string, target: string) => `“${source}” is connected to “${target}” more than once. Remove the repetition.`,
};

function listTypes(types: readonly NodeType[]): string {
  const named = types.map((type) => `${article(type)} ${type}-node`);
  const last = named.pop() ?? '';
  return named.length === 0 ? last : `${named.join(', ')} or ${last}`;
}

function article(type: NodeType): 'a' | 'an' {
  return /^[aeiou]/.test(type) ? 'an' : 'a';
}

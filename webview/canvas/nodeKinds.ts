import type { CanvasNode } from '../../src/shared/protocol';

type NodeType = CanvasNode['type'];

export interface NodeKind {
  readonly type: NodeType;
  readonly label: string;
  readonly icon: string;
  readonly description: string;
}

const kinds: Record<NodeType, NodeKind> = {
  input: { type: 'input', label: 'Input', icon: 'sign-in', description: 'Text that the workflow starts from' },
  generation: { type: 'generation', label: 'Generation', icon: 'sparkle', description: 'A model answers an input' },
  ensemble: { type: 'ensemble', label: 'Ensemble', icon: 'merge', description: 'A model joins several answers into one' },
  validation: { type: 'validation', label: 'Validation', icon: 'verified', description: 'A model checks an answer' },
  output: { type: 'output', label: 'Output', icon: 'sign-out', description: 'The result of the workflow' },
};

export const nodeKinds: readonly NodeKind[] = Object.values(kinds);

export function kindOf(type: NodeType): NodeKind {
  return kinds[type];
}

export function isModel(type: NodeType): type is Exclude<NodeType, 'input' | 'output'> {
  return type !== 'input' && type !== 'output';
}

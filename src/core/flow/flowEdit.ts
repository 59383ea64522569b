import type { Connection, Intensity, ModelNodeType, NodeType, Position } from './model';

/** What a user means by a change on the canvas. `planEdit` turns one into the smallest text edits that express it. */
export type FlowEdit =
  /** `from`: a pre-node to connect it to at once. The id is chosen from the type (`generation`, `generation_2`, …). */
  | { readonly kind: 'add-node'; readonly type: NodeType; readonly position: Position; readonly from?: string | undefined }
  /** The nodes with every connection to or from them, and further connections. */
  | { readonly kind: 'delete'; readonly nodes: readonly string[]; readonly connections: readonly Connection[] }
  | ({ readonly kind: 'connect' } & Connection)
  /** Moves one end of a connection, keeping its place in the order where the post-node stays. */
  | { readonly kind: 'reconnect'; readonly old: Connection; readonly new: Connection }
  | { readonly kind: 'move'; readonly positions: Readonly<Record<string, Position>> }
  | { readonly kind: 'rename'; readonly node: string; readonly to: string }
  /** `null` removes the key, so that the default applies again. */
  | { readonly kind: 'update-node'; readonly node: string; readonly changes: NodeChanges }
  /** What holds for all nodes that say nothing of their own. `null` as above. */
  | { readonly kind: 'update-workflow'; readonly changes: WorkflowChanges };

export interface NodeChanges {
  readonly content?: string | null | undefined;
  readonly prompt?: string | null | undefined;
  readonly llm_provider?: string | null | undefined;
  readonly model_type?: string | null | undefined;
  readonly temperature?: number | null | undefined;
  readonly max_output_tokens?: number | null | undefined;
  /** A text is written as a text, a list as a list. */
  readonly stop?: string | readonly string[] | null | undefined;
  readonly reasoning_effort?: string | null | undefined;
  /** `false`: none, whatever the workflow says. */
  readonly knowledge_base?: string | false | null | undefined;
  readonly intensity?: Intensity | null | undefined;
}

export interface WorkflowChanges {
  readonly llm_provider?: string | null | undefined;
  readonly model_type?: string | null | undefined;
  readonly knowledge_base?: string | null | undefined;
  readonly intensity?: Intensity | null | undefined;
  /** The prompts of these types; the others stay. */
  readonly prompts?: Readonly<Partial<Record<ModelNodeType, string | null | undefined>>> | undefined;
}

/** Structure is locked while a workflow runs (specification, connection rule 6). Positions and a node's fields are not. */
export function changesStructure(edit: FlowEdit): boolean {
  return edit.kind !== 'move' && edit.kind !== 'update-node' && edit.kind !== 'update-workflow';
}

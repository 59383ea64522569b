import type { Connection, ConnectionSource, FileSource, Intensity, ModelNodeType, NodeType, Position } from './model';

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
  | { readonly kind: 'update-workflow'; readonly changes: WorkflowChanges }
  /** Behind the others. */
  | { readonly kind: 'add-process'; readonly name: string; readonly fields: ProcessFields }
  /** `name` renames it, here and where other processes read its results. */
  | { readonly kind: 'update-process'; readonly process: string; readonly changes: ProcessChanges }
  | { readonly kind: 'remove-process'; readonly process: string }
  /** `to`: its place in the new order, from 0. */
  | { readonly kind: 'move-process'; readonly process: string; readonly to: number }
  | { readonly kind: 'set-source'; readonly source: NewSource };

export type ProcessEdit = Extract<FlowEdit, { kind: `${string}-process` }>;

/** An edit of the table half of the file. */
export type TableEdit = ProcessEdit | Extract<FlowEdit, { kind: 'set-source' }>;

/** What can be said of an answer. `null` removes the key. */
export interface AnswerChanges {
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

export interface NodeChanges extends AnswerChanges {
  readonly content?: string | null | undefined;
  readonly prompt?: string | null | undefined;
}

export interface ProcessFields extends AnswerChanges {
  /** Never empty. One is written as a text, several as a list. */
  readonly column?: readonly string[] | undefined;
  readonly prompt?: string | null | undefined;
  readonly flow?: string | null | undefined;
}

export interface ProcessChanges extends ProcessFields {
  readonly name?: string | undefined;
}

/** The source without what tells its rows apart: a `row_key` that the file has stays. */
export type NewSource = Omit<FileSource, 'row_key'> | Omit<ConnectionSource, 'row_key'>;

export interface WorkflowChanges {
  readonly llm_provider?: string | null | undefined;
  readonly model_type?: string | null | undefined;
  readonly knowledge_base?: string | null | undefined;
  readonly intensity?: Intensity | null | undefined;
  /** The prompts of these types; the others stay. */
  readonly prompts?: Readonly<Partial<Record<ModelNodeType, string | null | undefined>>> | undefined;
}

/** The half of a file whose structure an edit changes: nodes and connections, or source and processes. */
export type Structure = 'graph' | 'table';

/**
 * Structure is locked while that half runs (specification, connection rule 6). Positions, and what a node or a process asks for, are not:
 * undefined.
 */
export function structureOf(edit: FlowEdit): Structure | undefined {
  switch (edit.kind) {
    case 'move':
    case 'update-node':
    case 'update-workflow':
      return undefined;
    case 'update-process':
      return edit.changes.name === undefined && edit.changes.column === undefined ? undefined : 'table';
    case 'add-process':
    case 'remove-process':
    case 'move-process':
    case 'set-source':
      return 'table';
    case 'add-node':
    case 'delete':
    case 'connect':
    case 'reconnect':
    case 'rename':
      return 'graph';
  }
}

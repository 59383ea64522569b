import type { FlowEdit } from './flowEdit';

/** Every rule id (design, section 3): the same on the canvas, in the Problems panel, in `llmflow check` and in SARIF. */
export const ruleIds = [
  'connection/no-pre-node',
  'connection/no-post-node',
  'connection/input-has-pre-node',
  'connection/output-has-post-node',
  'connection/multiple-pre-nodes',
  'connection/multiple-post-nodes',
  'connection/type-not-allowed',
  'connection/cycle',
  'connection/unknown-node',
  'connection/duplicate',
  'flow/no-input-node',
  'flow/no-output-node',
  'flow/multiple-output-nodes',
  'document/syntax',
  'document/unknown-key',
  'document/invalid-value',
  'document/unsupported-version',
  'node/unknown-type',
  'prompt/unknown-placeholder',
  'prompt/no-input-data',
  'prompt/no-context',
  'knowledge/not-found',
  'model/unknown-provider',
  'process/unknown-column',
  'process/no-prompt',
  'process/unknown-flow',
  'source/not-found',
  'source/unreadable',
  'source/unknown-connection',
] as const;

export type RuleId = (typeof ruleIds)[number];
export type Severity = 'error' | 'warning';

/** Offsets into the text, in UTF-16 units, end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Replaces `range` with `text`. The edits of one list never overlap; their offsets all refer to the text before them. */
export interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

/**
 * A fix is known as text, as a change of the flow whose text is planned when the user asks for it, or as what is missing outside of the
 * file: a connection to set up, a knowledge base to create.
 */
export type QuickFix = { readonly title: string } & (
  | { readonly edits: readonly TextEdit[] }
  | { readonly flowEdit: FlowEdit }
  | { readonly addConnection: string }
  | { readonly createKnowledgeBase: string }
);

export interface Problem {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** One sentence, or two: what is wrong and what to do. */
  readonly message: string;
  readonly range: TextRange;
  /** The node that the problem is reported at. */
  readonly node?: string;
  readonly fix?: QuickFix;
}

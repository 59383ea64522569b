import type { CanvasNode, FromCanvas } from '../../../src/shared/protocol';

type NodeEdit = Extract<Extract<FromCanvas, { type: 'edit' }>['edit'], { kind: 'update-node' }>;

/** What the popup's fields hold. Empty means the default, but for `content`, where it means no text. */
export interface Draft {
  readonly id: string;
  readonly content: string;
  readonly prompt: string;
  readonly llm_provider: string;
  readonly model_type: string;
}

export function draftOf({ id, content = '', prompt = '', llm_provider = '', model_type = '' }: CanvasNode): Draft {
  return { id, content, prompt, llm_provider, model_type };
}

/** Only what changed; `null` where the default applies again. */
export function changesOf(draft: Draft, node: CanvasNode): NodeEdit['changes'] {
  const before = draftOf(node);
  const changes: NodeEdit['changes'] = {};
  if (draft.content !== before.content) changes.content = draft.content;
  for (const field of ['prompt', 'llm_provider', 'model_type'] as const) {
    if (draft[field] !== before[field]) changes[field] = draft[field].trim() === '' ? null : draft[field];
  }
  return changes;
}

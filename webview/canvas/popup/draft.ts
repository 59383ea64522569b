import type { CanvasNode, FromCanvas } from '../../../src/shared/protocol';
import { stopText } from './stopText';
import { problemOf, readings, valueOf } from './values';

type NodeEdit = Extract<Extract<FromCanvas, { type: 'edit' }>['edit'], { kind: 'update-node' }>;

/** Provider, model and knowledge base, as a node or a workflow chooses them. Empty means the default. */
export interface AnswerDraft {
  readonly llm_provider: string;
  readonly model_type: string;
  /** `false`: none, whatever the workflow says. */
  readonly knowledge_base: string | false;
  readonly intensity: string;
}

/** What the popup's fields hold. Empty means the default, but for `content`, where it means no text. */
export interface Draft extends AnswerDraft {
  readonly id: string;
  readonly content: string;
  readonly prompt: string;
  readonly temperature: string;
  readonly max_output_tokens: string;
  /** One a line (stopText.ts). */
  readonly stop: string;
  readonly reasoning_effort: string;
}

export function draftOf(node: CanvasNode): Draft {
  const { id, content = '', prompt = '', llm_provider = '', model_type = '', knowledge_base = '', reasoning_effort = '' } = node;
  return {
    ...{ id, content, prompt, llm_provider, model_type, knowledge_base, reasoning_effort },
    intensity: textOf(node.intensity),
    temperature: textOf(node.temperature),
    max_output_tokens: textOf(node.max_output_tokens),
    stop: stopText(node.stop ?? []),
  };
}

/** Only what changed; `null` where the default applies again. Fields with a problem count as empty: see `hasProblem`. */
export function changesOf(draft: Draft, node: CanvasNode): NodeEdit['changes'] {
  const before = draftOf(node);
  const changes: NodeEdit['changes'] = {};
  if (draft.content !== before.content) changes.content = draft.content;
  if (draft.prompt !== before.prompt) changes.prompt = written(draft.prompt);
  for (const field of ['llm_provider', 'model_type', 'reasoning_effort'] as const) {
    if (draft[field] !== before[field]) changes[field] = written(draft[field].trim());
  }
  if (draft.knowledge_base !== before.knowledge_base) changes.knowledge_base = draft.knowledge_base === '' ? null : draft.knowledge_base;
  if (draft.intensity !== before.intensity) changes.intensity = valueOf(readings.intensity(draft.intensity));
  if (draft.stop !== before.stop) changes.stop = valueOf(readings.stop(draft.stop));
  for (const field of ['temperature', 'max_output_tokens'] as const) {
    if (draft[field] !== before[field]) changes[field] = valueOf(readings[field](draft[field]));
  }
  return changes;
}

export function hasProblem(draft: Draft): boolean {
  return (['intensity', 'temperature', 'max_output_tokens', 'stop'] as const).some((field) => problemOf(readings[field](draft[field])) !== undefined);
}

/** `null` where nothing is. */
export function written(text: string): string | null {
  return text.trim() === '' ? null : text;
}

export function textOf(value: string | number | undefined): string {
  return value === undefined ? '' : String(value);
}

import type { CanvasNode, FromCanvas } from '../../../src/shared/protocol';
import { stopText } from './stopText';
import { problemOf, readings, valueOf } from './values';

type NodeEdit = Extract<Extract<FromCanvas, { type: 'edit' }>['edit'], { kind: 'update-node' }>;

type AnswerChanges = Pick<NodeEdit['changes'], keyof AnswerDraft | keyof ParameterDraft>;

/** Provider, model and knowledge base, as a node, a process or a workflow chooses them. Empty means the default. */
export interface AnswerDraft {
  readonly llm_provider: string;
  readonly model_type: string;
  /** `false`: none, whatever the workflow says. */
  readonly knowledge_base: string | false;
  readonly intensity: string;
}

/** How a model is to answer. Empty means the default. */
export interface ParameterDraft {
  readonly temperature: string;
  readonly max_output_tokens: string;
  /** One a line (stopText.ts). */
  readonly stop: string;
  readonly reasoning_effort: string;
}

/** What the popup's fields hold. Empty means the default, but for `content`, where it means no text. */
export interface Draft extends AnswerDraft, ParameterDraft {
  readonly id: string;
  readonly content: string;
  readonly prompt: string;
}

export function draftOf(node: CanvasNode): Draft {
  const { id, content = '', prompt = '' } = node;
  return { id, content, prompt, ...answerDraftOf(node) };
}

export function answerDraftOf(settings: Partial<Omit<CanvasNode, 'id' | 'type' | 'prompt'>>): AnswerDraft & ParameterDraft {
  const { llm_provider = '', model_type = '', knowledge_base = '', reasoning_effort = '' } = settings;
  return {
    ...{ llm_provider, model_type, knowledge_base, reasoning_effort },
    intensity: textOf(settings.intensity),
    temperature: textOf(settings.temperature),
    max_output_tokens: textOf(settings.max_output_tokens),
    stop: stopText(settings.stop ?? []),
  };
}

/** Only what changed; `null` where the default applies again. Fields with a problem count as empty: see `hasProblem`. */
export function changesOf(draft: Draft, node: CanvasNode): NodeEdit['changes'] {
  const before = draftOf(node);
  const changes: NodeEdit['changes'] = answerChanges(draft, before);
  if (draft.content !== before.content) changes.content = draft.content;
  if (draft.prompt !== before.prompt) changes.prompt = written(draft.prompt);
  return changes;
}

export function answerChanges(draft: AnswerDraft & ParameterDraft, before: AnswerDraft & ParameterDraft): AnswerChanges {
  const changes: AnswerChanges = {};
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

export function hasProblem(draft: AnswerDraft & ParameterDraft): boolean {
  return (['intensity', 'temperature', 'max_output_tokens', 'stop'] as const).some((field) => problemOf(readings[field](draft[field])) !== undefined);
}

/** `null` where nothing is. */
export function written(text: string): string | null {
  return text.trim() === '' ? null : text;
}

export function textOf(value: string | number | undefined): string {
  return value === undefined ? '' : String(value);
}

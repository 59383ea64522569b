import type { CanvasView, FromCanvas } from '../../../src/shared/protocol';
import { type AnswerDraft, textOf, written } from '../popup/draft';
import { readings, valueOf } from '../popup/values';

type WorkflowEdit = Extract<Extract<FromCanvas, { type: 'edit' }>['edit'], { kind: 'update-workflow' }>;
type Workflow = CanvasView['workflow'];

export const promptTypes = ['generation', 'ensemble', 'validation'] as const;
export type PromptType = (typeof promptTypes)[number];

/** What the dialog's fields hold. Empty means that the file says nothing. */
export interface SettingsDraft extends AnswerDraft {
  readonly prompts: Readonly<Record<PromptType, string>>;
}

export function draftOf({ llm_provider = '', model_type = '', knowledge_base = '', intensity, prompts }: Workflow): SettingsDraft {
  const { generation = '', ensemble = '', validation = '' } = prompts;
  return { llm_provider, model_type, knowledge_base, intensity: textOf(intensity), prompts: { generation, ensemble, validation } };
}

/** Only what changed; `null` where the line goes. */
export function changesOf(draft: SettingsDraft, workflow: Workflow): WorkflowEdit['changes'] {
  const before = draftOf(workflow);
  const changes: WorkflowEdit['changes'] = {};
  for (const field of ['llm_provider', 'model_type'] as const) {
    if (draft[field] !== before[field]) changes[field] = written(draft[field].trim());
  }
  if (draft.knowledge_base !== before.knowledge_base) changes.knowledge_base = draft.knowledge_base || null;
  if (draft.intensity !== before.intensity) changes.intensity = valueOf(readings.intensity(draft.intensity));
  const prompts = promptTypes.filter((type) => draft.prompts[type] !== before.prompts[type]);
  if (prompts.length > 0) changes.prompts = Object.fromEntries(prompts.map((type) => [type, written(draft.prompts[type])]));
  return changes;
}

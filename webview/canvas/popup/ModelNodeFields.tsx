import type { CanvasNode } from '../../../src/shared/protocol';
import { useDefaults } from '../state/defaults';
import { ModelFields } from './ModelFields';
import { ParameterFields } from './ParameterFields';
import { PromptField } from './PromptField';
import type { Draft } from './draft';

interface Props {
  readonly node: CanvasNode;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly disabled: boolean;
}

export function ModelNodeFields({ node: { type }, draft, change, disabled }: Props) {
  const defaults = useDefaults(type, undefined);
  const knowledgeBase = draft.knowledge_base === '' ? defaults.knowledge_base : draft.knowledge_base || undefined;
  return (
    <>
      <ModelFields draft={draft} defaults={defaults} change={change} disabled={disabled} />
      <PromptField
        isFirst
        label="Prompt"
        value={draft.prompt}
        defaultPrompt={defaults.prompt}
        knowledgeBase={knowledgeBase}
        rows={10}
        disabled={disabled}
        onChange={(prompt) => change({ prompt })}
      />
      <ParameterFields draft={draft} change={change} disabled={disabled} />
    </>
  );
}

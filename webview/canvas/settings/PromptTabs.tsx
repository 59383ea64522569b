import { useState } from 'react';
import { Tabs } from '../../ui/Tabs';
import { kindOf } from '../nodeKinds';
import { PromptField, promptProblems } from '../popup/PromptField';
import { type PromptType, promptTypes } from './draft';

type Prompts = Readonly<Record<PromptType, string>>;

interface Props {
  /** Empty: the built-in one. */
  readonly prompts: Prompts;
  readonly builtIn: Prompts;
  readonly knowledgeBase: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (type: PromptType, prompt: string) => void;
}

/** The prompt for the nodes of each type. */
export function PromptTabs({ prompts, builtIn, knowledgeBase, disabled, onChange }: Props) {
  const [selected, setSelected] = useState<PromptType>('generation');
  const tabs = promptTypes.map((id) => ({ id, label: kindOf(id).label, mark: markOf(prompts[id], knowledgeBase) }));
  return (
    <Tabs label="Prompts" tabs={tabs} selected={selected} onSelect={setSelected}>
      <PromptField
        key={selected}
        label={`Prompt for ${selected} nodes`}
        value={prompts[selected]}
        defaultPrompt={builtIn[selected]}
        knowledgeBase={knowledgeBase}
        rows={10}
        disabled={disabled}
        onChange={(prompt) => onChange(selected, prompt)}
      />
    </Tabs>
  );
}

function markOf(prompt: string, knowledgeBase: string | undefined) {
  if (prompt.trim() === '') return undefined;
  const problem = promptProblems(prompt, knowledgeBase)[0];
  return problem ? { icon: 'warning', label: problem.message, className: 'severity-warning' } : { icon: 'circle-small-filled', label: 'Has its own prompt' };
}

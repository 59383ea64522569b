import { useState } from 'react';
import { Combobox } from '../../ui/combobox/Combobox';
import { counted } from '../../ui/amounts';
import { Icon } from '../../ui/Icon';
import { Field, errors } from './Field';
import type { ParameterDraft } from './draft';
import { stopSequences } from './stopText';
import { problemOf, readings } from './values';

interface Props {
  readonly draft: ParameterDraft;
  readonly change: (part: Partial<ParameterDraft>) => void;
  readonly disabled: boolean;
}

/** How the model is to answer. Folded away until one is set: most nodes need none. */
export function ParameterFields({ draft, change, disabled }: Props) {
  const summary = parametersSet(draft);
  const [isOpen] = useState(summary !== '');
  const stopProblem = problemOf(readings.stop(draft.stop));

  return (
    <details className="parameters" open={isOpen}>
      <summary>
        <Icon name="chevron-right" />
        <span>Parameters</span>
        <span className="parameters-set">{summary === '' ? 'all default' : summary}</span>
      </summary>
      <div className="parameters-fields">
        <div className="field-row">
          <NumberField label="Temperature" field="temperature" {...{ draft, change, disabled }} />
          <NumberField label="Max output tokens" field="max_output_tokens" {...{ draft, change, disabled }} />
        </div>
        <div className="field-row">
          <Field label="Stop sequences" problems={errors(stopProblem)} hint="One a line, \n for a line break. The answer ends before the first of them.">
            <vscode-textarea
              label="Stop sequences"
              monospace
              rows={2}
              resize="vertical"
              value={draft.stop}
              readonly={disabled}
              placeholder="None"
              invalid={stopProblem !== undefined}
              onInput={(event) => change({ stop: event.currentTarget.value })}
            />
          </Field>
          <Field label="Reasoning effort" hint="For models that reason; what there is to choose from is the model’s.">
            <Combobox
              label="Reasoning effort"
              value={draft.reasoning_effort}
              options={efforts}
              placeholder="Default"
              disabled={disabled}
              onChange={(reasoning_effort) => change({ reasoning_effort })}
            />
          </Field>
        </div>
      </div>
    </details>
  );
}

const efforts = [{ value: '', label: 'Default' }, ...['none', 'minimal', 'low', 'medium', 'high'].map((value) => ({ value }))];

interface NumberProps extends Props {
  readonly label: string;
  readonly field: 'temperature' | 'max_output_tokens';
}

function NumberField({ label, field, draft, change, disabled }: NumberProps) {
  const problem = problemOf(readings[field](draft[field]));
  return (
    <Field label={label} problems={errors(problem)}>
      <vscode-textfield
        label={label}
        value={draft[field]}
        disabled={disabled}
        placeholder="Default"
        invalid={problem !== undefined}
        onInput={(event) => change({ [field]: event.currentTarget.value })}
      />
    </Field>
  );
}

/** Such as `temperature 0.2, 2 stop sequences`. */
function parametersSet({ temperature, max_output_tokens, stop, reasoning_effort }: ParameterDraft): string {
  const stops = stopSequences(stop).length;
  return [
    temperature.trim() !== '' && `temperature ${temperature.trim()}`,
    max_output_tokens.trim() !== '' && `at most ${max_output_tokens.trim()} tokens`,
    stops > 0 && counted(stops, 'stop sequence'),
    reasoning_effort.trim() !== '' && `${reasoning_effort.trim()} effort`,
  ]
    .filter(Boolean)
    .join(', ');
}

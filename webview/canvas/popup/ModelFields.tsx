import type { CanvasView, ProviderInfo } from '../../../src/shared/protocol';
import { useStore } from '../../ui/store';
import { providers } from '../state/document';
import { Field } from './Field';
import type { FieldProblem } from './FieldProblems';
import { IntensityBox } from './IntensityBox';
import { KnowledgeSelect } from './KnowledgeSelect';
import { ModelBox } from './ModelBox';
import { ProviderHint } from './ProviderHint';
import { Select } from './Select';
import type { AnswerDraft } from './draft';

interface Props {
  readonly draft: AnswerDraft;
  /** What applies where a field is empty; without `intensity` the draft is the workflow's own, and nothing is above it. */
  readonly defaults: {
    readonly llm_provider: string;
    readonly model_type: string;
    readonly knowledge_base?: string | undefined;
    readonly intensity?: CanvasView['defaults']['intensity'] | 'the flow’s';
  };
  /** What is wrong with the provider. */
  readonly problems?: readonly FieldProblem[];
  readonly change: (part: Partial<AnswerDraft>) => void;
  readonly disabled: boolean;
}

/** Provider, model, knowledge base and search intensity: of a node or a process, or of all that name none. */
export function ModelFields({ draft, defaults, problems = [], change, disabled }: Props) {
  const known = useStore(providers);
  const provider = known.find(({ id }) => id === (draft.llm_provider || defaults.llm_provider));
  const isNode = defaults.intensity !== undefined;

  return (
    <>
      <div className="field-row">
        <Field label="Provider" problems={problems} hint={provider?.missing !== undefined && <ProviderHint provider={provider} />}>
          <Select
            label="Provider"
            value={draft.llm_provider}
            disabled={disabled}
            options={[{ value: '', label: `Default (${defaults.llm_provider})` }, ...known.map(providerChoice)]}
            // A model of one provider means nothing to another.
            onChange={(llm_provider) => change({ llm_provider, model_type: '' })}
          />
        </Field>
        <ModelBox
          key={draft.llm_provider}
          value={draft.model_type}
          // The default model belongs to the default provider.
          defaultModel={draft.llm_provider === '' ? defaults.model_type : 'auto'}
          models={provider?.models ?? []}
          note={provider?.note}
          disabled={disabled}
          onChange={(model_type) => change({ model_type })}
        />
      </div>
      <div className="field-row">
        <KnowledgeSelect
          value={draft.knowledge_base}
          {...(isNode && { inherited: { knowledge_base: defaults.knowledge_base } })}
          disabled={disabled}
          onChange={(knowledge_base) => change({ knowledge_base })}
        />
        <IntensityBox
          value={draft.intensity}
          otherwise={isNode ? `Workflow’s default (${String(defaults.intensity)})` : 'Default (medium)'}
          disabled={disabled}
          onChange={(intensity) => change({ intensity })}
        />
      </div>
    </>
  );
}

function providerChoice({ id, label, missing, note = missing }: ProviderInfo) {
  return { value: id, label, ...(note !== undefined && { description: note }) };
}

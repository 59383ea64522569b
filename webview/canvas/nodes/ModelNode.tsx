import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { Icon } from '../../ui/Icon';
import type { Card as CardNode } from '../graph/elements';
import { useDefaults } from '../state/defaults';
import { Card } from './Card';
import { previewOf } from './preview';

/** A generation-, ensemble- or validation-node: a prompt and the model that it goes to. */
export const ModelNode = memo(function ModelNode(node: NodeProps<CardNode>) {
  const { type, prompt, llm_provider, model_type, knowledge_base } = node.data.node;
  const defaults = useDefaults(type, llm_provider);
  const own = previewOf(prompt);
  const preview = own ?? <span className="card-empty">{previewOf(defaults.prompt) ?? 'Default prompt'}</span>;
  const provider = llm_provider ?? defaults.llm_provider;
  const model = model_type ?? defaults.model_type;
  const knowledgeBase = knowledge_base === false ? undefined : (knowledge_base ?? defaults.knowledge_base);
  const footer = (
    <footer className="card-footer">
      <Icon name="chip" />
      <span className="card-model-name" title={`${provider} / ${model}`}>
        <span className="card-provider">{provider}</span> <span className="card-model">{model}</span>
      </span>
      {knowledgeBase === undefined ? (
        <span className="card-prompt-kind">{own === undefined ? 'default prompt' : ''}</span>
      ) : (
        <span className="card-knowledge" title={`Knowledge base: ${knowledgeBase}`}>
          <Icon name="book" />
          <span>{knowledgeBase}</span>
        </span>
      )}
    </footer>
  );
  return <Card node={node} preview={preview} footer={footer} />;
});

import type { CanvasNode, CanvasView } from '../../../src/shared/protocol';
import { useSelected } from '../../ui/store';
import { isModel } from '../nodeKinds';
import { view } from './document';

export interface Defaults {
  readonly prompt: string;
  readonly llm_provider: string;
  readonly model_type: string;
  readonly knowledge_base: string | undefined;
  readonly intensity: CanvasView['defaults']['intensity'];
}

/**
 * What a node of a type gets where it says nothing. The default model belongs to the default provider: beside another one
 * that the node names it is that provider's own.
 */
export function useDefaults(type: CanvasNode['type'], provider: string | undefined): Defaults {
  const prompt = useSelected(view, (current) => (isModel(type) ? current?.defaults.prompts[type] : undefined) ?? '');
  const llm_provider = useSelected(view, (current) => current?.defaults.llm_provider ?? 'default');
  const model_type = useSelected(view, (current) => current?.defaults.model_type ?? 'auto');
  const knowledge_base = useSelected(view, (current) => current?.defaults.knowledge_base);
  const intensity = useSelected(view, (current) => current?.defaults.intensity ?? 'medium');
  return { prompt, llm_provider, model_type: provider === undefined ? model_type : 'auto', knowledge_base, intensity };
}

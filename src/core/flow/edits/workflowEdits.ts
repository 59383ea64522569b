import type { WorkflowChanges } from '../flowEdit';
import { modelNodeTypes } from '../model';
import type { TextEdit } from '../problem';
import { placeFor, planFields, type FieldPlan } from './fields';
import { mapAt } from './fileNodes';
import { changeItems } from './items';
import { changeHeldPairs, changePairs } from './pairs';
import { addRootPairs } from './rootPairs';
import { findPair, type Source } from './source';

const rootOrder = ['llmflow', 'id', 'name', 'llm_provider', 'model_type', 'knowledge_base', 'intensity', 'prompts'] as const;
const settingOrder = ['llm_provider', 'model_type', 'knowledge_base', 'intensity'] as const;

/** Sets, adds and removes what the workflow says for all of its nodes. */
export function planWorkflow(source: Source, { prompts, ...settings }: WorkflowChanges): TextEdit[] {
  const fields = planFields(source, source.root, settingOrder, settings);
  const held = prompts ? planPrompts(source, prompts) : nothing;
  const root: FieldPlan = {
    edits: [],
    remove: new Set([...fields.remove, ...held.remove]),
    insert: [...fields.insert, ...held.insert],
  };
  return [...fields.edits, ...held.edits, ...changeRoot(source, root)];
}

/** The edits within `prompts`, and the pair itself where it goes or comes: one that would be empty goes whole. */
function planPrompts(source: Source, changes: NonNullable<WorkflowChanges['prompts']>): FieldPlan {
  const map = mapAt(source, 'prompts');
  const plan = planFields(source, map, modelNodeTypes, changes);
  const pair = findPair(source, source.root, 'prompts');
  if (!pair || !source.root) return plan.insert.length === 0 ? nothing : { ...nothing, insert: [{ key: 'prompts', value: { map: plan.insert } }] };
  if (map && plan.remove.size > 0 && plan.remove.size === map.items.length && plan.insert.length === 0) return { ...nothing, remove: new Set([pair]) };
  const { remove, insert } = plan;
  const changed = remove.size > 0 || insert.length > 0;
  const after = placeFor(source, map, modelNodeTypes, plan);
  return { ...nothing, edits: changed ? [...plan.edits, ...changeHeldPairs(source, { parent: source.root, pair }, { remove, insert, after })] : plan.edits };
}

function changeRoot(source: Source, plan: FieldPlan): TextEdit[] {
  const { root } = source;
  const { remove, insert } = plan;
  if (remove.size === 0 && insert.length === 0) return [];
  if (!root) return addRootPairs(source, insert);
  const after = placeFor(source, root, rootOrder, plan);
  if (after || insert.length === 0) return changePairs(source, root, { remove, insert, after });
  // Nothing that usually stands before it is there: it comes first.
  const doomed = new Set(root.items.flatMap((pair, index) => (remove.has(pair) ? [index] : [])));
  return changeItems(source, root, { remove: doomed, insert, after: -1 });
}

const nothing: FieldPlan = { edits: [], remove: new Set(), insert: [] };

import type { FlowEdit, ProcessEdit } from '../flowEdit';
import type { TextEdit } from '../problem';
import { planConnect, planReconnect } from './connectionEdits';
import { nodeNamed, readFileNodes } from './fileNodes';
import { planPositions } from './layoutEdits';
import { planAddNode, planDelete, planUpdate } from './nodeEdits';
import { planRename } from './renameEdits';
import { readFileProcesses } from './fileProcesses';
import { planAddProcess, planMoveProcess, planRemoveProcess, planUpdateProcess } from './processEdits';
import { addRootPairs } from './rootPairs';
import { readSource, type Source } from './source';
import { planSetSource } from './sourceEdits';
import { tidy } from './textEdits';
import { verify } from './verify';
import { planWorkflow } from './workflowEdits';

/**
 * The smallest edits of a `.llmflow` text that express the intent: all outside the touched entries stays as it is, byte for
 * byte. Sorted and disjoint. Texts are written with `\n` for `\r\n`. Whether the change obeys the connection rules is not
 * asked here. Throws `EditRefused` where the text is broken, lacks what is to be changed, or shares it through an anchor.
 */
export function planEdit(text: string, edit: FlowEdit): TextEdit[] {
  const source = readSource(text);
  const edits = tidy(text, plan(source, edit));
  if (edits.length > 0) verify(source, edit, edits);
  return edits;
}

function plan(source: Source, edit: FlowEdit): TextEdit[] {
  const nodes = readFileNodes(source);
  switch (edit.kind) {
    case 'add-node':
      return planAddNode(source, nodes, edit);
    case 'delete':
      return planDelete(source, nodes, edit.nodes, edit.connections);
    case 'connect':
      return planConnect(source, nodes, edit);
    case 'reconnect':
      return planReconnect(source, nodes, edit.old, edit.new);
    case 'move': {
      for (const id of Object.keys(edit.positions)) nodeNamed(nodes, id);
      const { edits, root } = planPositions(source, edit.positions);
      return [...edits, ...addRootPairs(source, root)];
    }
    case 'rename':
      return planRename(source, nodes, edit.node, edit.to);
    case 'update-node':
      return planUpdate(source, nodeNamed(nodes, edit.node), edit.changes);
    case 'update-workflow':
      return planWorkflow(source, edit.changes);
    case 'set-source':
      return planSetSource(source, edit.source);
    default:
      return planProcessEdit(source, edit);
  }
}

function planProcessEdit(source: Source, edit: ProcessEdit): TextEdit[] {
  const processes = readFileProcesses(source);
  switch (edit.kind) {
    case 'add-process':
      return planAddProcess(source, processes, edit);
    case 'update-process':
      return planUpdateProcess(source, processes, edit);
    case 'remove-process':
      return planRemoveProcess(source, processes, edit.process);
    case 'move-process':
      return planMoveProcess(source, processes, edit);
  }
}

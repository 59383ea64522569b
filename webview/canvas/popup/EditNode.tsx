import { useState } from 'react';
import type { CanvasNode } from '../../../src/shared/protocol';
import { Dialog } from '../../ui/Dialog';
import { useSelected } from '../../ui/store';
import { isModel, kindOf } from '../nodeKinds';
import { usePermissions, view } from '../state/document';
import { edits } from '../state/edits';
import { closeOverlay } from '../state/overlay';
import { EditForm } from './EditForm';
import { Field } from './Field';
import { ModelNodeFields } from './ModelNodeFields';
import { type Draft, changesOf, draftOf, hasProblem } from './draft';
import './popup.css';

/** The edit popup. It works on a draft; Apply sends what differs from the node as it was when the popup opened. */
export function EditNode({ id }: { readonly id: string }) {
  const node = useSelected(view, (current) => current?.nodes.find((candidate) => candidate.id === id));
  return node ? <Popup key={id} node={node} /> : null;
}

function Popup({ node }: { readonly node: CanvasNode }) {
  const [opened] = useState(node);
  const [draft, setDraft] = useState<Draft>(() => draftOf(node));
  const { edit, structure } = usePermissions();

  function change(part: Partial<Draft>): void {
    setDraft((before) => ({ ...before, ...part }));
  }

  function apply(): boolean {
    const changes = changesOf(draft, opened);
    if (Object.keys(changes).length > 0) edits.send({ kind: 'update-node', node: node.id, changes });
    const to = draft.id.trim();
    // Last, so that the edit before it still finds the node by its old id.
    if (structure && to !== '' && to !== node.id) edits.send({ kind: 'rename', node: node.id, to });
    closeOverlay();
    return true;
  }

  return (
    <Dialog title={`Edit ${kindOf(node.type).label.toLowerCase()} node`} onClose={closeOverlay}>
      <EditForm className={`type-${node.type}`} hasProblem={hasProblem(draft)} isRunning={!structure} onApply={apply}>
        <Field label="Node id" hint={structure ? undefined : 'The id cannot be changed while the workflow runs.'}>
          <vscode-textfield
            label="Node id"
            value={draft.id}
            disabled={!structure}
            onInput={(event) => change({ id: event.currentTarget.value })}
          />
        </Field>
        {isModel(node.type) ? (
          <ModelNodeFields node={node} draft={draft} change={change} disabled={!edit} />
        ) : (
          <Field label="Content" grow>
            <vscode-textarea
              data-autofocus
              label="Content"
              rows={10}
              resize="vertical"
              value={draft.content}
              readonly={!edit}
              placeholder={node.type === 'input' ? 'The text that the workflow starts from' : 'Filled by a run; text here is used if the node is run on its own'}
              onInput={(event) => change({ content: event.currentTarget.value })}
            />
          </Field>
        )}
      </EditForm>
    </Dialog>
  );
}

import { useState } from 'react';
import type { CanvasView } from '../../../src/shared/protocol';
import { Dialog } from '../../ui/Dialog';
import { useStore } from '../../ui/store';
import { EditForm } from '../popup/EditForm';
import { ModelFields } from '../popup/ModelFields';
import { problemOf, readings } from '../popup/values';
import { isOnlyTable, usePermissions, view } from '../state/document';
import { edits } from '../state/edits';
import { closeOverlay } from '../state/overlay';
import { type SettingsDraft, changesOf, draftOf } from './draft';
import { PromptTabs } from './PromptTabs';
import '../popup/popup.css';
import './settings.css';

/** What holds for every node that says nothing of its own. Apply is one edit of the file, so one step to undo. */
export function WorkflowSettings() {
  const current = useStore(view);
  return current ? <Settings current={current} /> : null;
}

function Settings({ current }: { readonly current: CanvasView }) {
  const { workflow, fallback } = current;
  // Nothing takes the prompt of a node type where there are no nodes.
  const hasGraph = !isOnlyTable(current);
  const [opened] = useState(workflow);
  const [draft, setDraft] = useState<SettingsDraft>(() => draftOf(workflow));
  const { edit, structure, table } = usePermissions();
  const change = (part: Partial<SettingsDraft>) => setDraft((before) => ({ ...before, ...part }));

  function apply(): boolean {
    const changes = changesOf(draft, opened);
    if (Object.keys(changes).length > 0) edits.send({ kind: 'update-workflow', changes });
    closeOverlay();
    return true;
  }

  return (
    <Dialog title="Workflow settings" onClose={closeOverlay}>
      <EditForm hasProblem={problemOf(readings.intensity(draft.intensity)) !== undefined} isRunning={!structure || !table} onApply={apply}>
        <p className="settings-lead">These hold for every {hasGraph ? 'node' : 'process'} that chooses nothing of its own.</p>
        <ModelFields draft={draft} defaults={fallback} change={change} disabled={!edit} />
        {hasGraph && (
          <PromptTabs
            prompts={draft.prompts}
            builtIn={fallback.prompts}
            knowledgeBase={draft.knowledge_base || undefined}
            disabled={!edit}
            onChange={(type, prompt) => change({ prompts: { ...draft.prompts, [type]: prompt } })}
          />
        )}
      </EditForm>
    </Dialog>
  );
}

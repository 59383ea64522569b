import { useSelected } from '../ui/store';
import { Icon } from '../ui/Icon';
import { post } from './vscodeApi';
import { view } from './state/document';

/** An empty file: one button fills it with the smallest workflow that can run. */
export function EmptyState() {
  const editable = useSelected(view, (current) => current?.editable ?? true);
  return (
    <div className="empty-state">
      <span className="empty-icon">
        <Icon name="type-hierarchy" />
      </span>
      <h1>This file is empty</h1>
      <p>{editable === true ? 'Start with an input and an output, then add the nodes between them.' : editable}</p>
      <div className="empty-actions">
        <vscode-button disabled={editable !== true} onClick={() => post({ type: 'create-workflow' })}>
          Create Workflow
        </vscode-button>
        <vscode-button secondary onClick={() => post({ type: 'open-text' })}>
          Open as Text
        </vscode-button>
      </div>
    </div>
  );
}

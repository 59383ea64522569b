import type { ToTable } from '../../src/shared/tableProtocol';
import { answerArrived } from './calls';
import { runArrived } from './state/runs';
import { refreshAll, showOnceThere } from './state/table';
import { onMessage, post, remember } from './vscodeApi';

/** Begins the conversation with the host. */
export function listen(): void {
  onMessage(handle);
  post({ type: 'ready' });
  void refreshAll();
}

function handle(message: ToTable): void {
  switch (message.type) {
    case 'welcome':
      return remember({ folder: message.folder });
    case 'answer':
    case 'failure':
      return answerArrived(message);
    case 'changed':
      return void refreshAll();
    case 'show':
      return void showOnceThere(message.subject);
    case 'table-run':
      return runArrived(message);
  }
}

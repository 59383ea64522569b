import * as vscode from 'vscode';
import type { UpdateOptions, UpdateReport } from '../../core/knowledge/knowledgeBase';
import { errorText } from '../../core/text/errorText';
import type { Services } from '../services';
import type { KnowledgePlace } from './knowledgePlace';
import { percentDone, progressText, reportText, skippedLines } from '../../core/knowledge/updateText';

type UpdateServices = Pick<Services, 'output' | 'knowledge'>;
type Update = (options: UpdateOptions) => Promise<UpdateReport>;

/**
 * Updates a knowledge base under a notification that tells how far it is and can cancel it, and says at the end what has changed. Rejects
 * where the update fails.
 */
export async function updateWithProgress(services: UpdateServices, place: KnowledgePlace, title: string, update: Update): Promise<void> {
  const report = await cancellable(title, update);
  // What is asked or offered now must not keep the command from ending.
  const telling = report ? tell(services, place, report) : offerToGoOn(services, place, title, update);
  telling.catch((error: unknown) => void vscode.window.showErrorMessage(errorText(error)));
}

/** Undefined if the user has cancelled it. */
async function cancellable(title: string, update: Update): Promise<UpdateReport | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const subscription = token.onCancellationRequested(() => abort.abort());
    let reported = 0;
    try {
      return await update({
        signal: abort.signal,
        onProgress: (state) => {
          const done = percentDone(state);
          progress.report({ message: progressText(state), increment: Math.max(0, done - reported) });
          reported = Math.max(reported, done);
        },
      });
    } catch (error) {
      if (abort.signal.aborted) return undefined;
      throw error;
    } finally {
      subscription.dispose();
    }
  });
}

async function tell({ output }: UpdateServices, place: KnowledgePlace, report: UpdateReport): Promise<void> {
  const { name } = place;
  const message = reportText(name, report);
  for (const line of [message, ...skippedLines(name, report.skipped)]) output.appendLine(line);
  const [showSkipped, search] = ['Show Skipped', 'Search…'];
  const isSkipped = report.skipped.length > 0;
  const show = isSkipped ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const choice = await show(message, ...(isSkipped ? [showSkipped] : []), ...(report.chunks > 0 ? [search] : []));
  if (choice === showSkipped) output.show(true);
  if (choice === search) await vscode.commands.executeCommand('llmflow.searchKnowledgeBase', { folder: place.folder.uri.toString(), name });
}

async function offerToGoOn(services: UpdateServices, place: KnowledgePlace, title: string, update: Update): Promise<void> {
  const goOn = 'Go On';
  const { folder, name } = place;
  const base = (await services.knowledge.list(folder.uri.fsPath)).find((each) => each.name === name);
  const kept = base?.embedding.kind === 'openai' ? ' What was embedded by then is kept: the next update goes on from there.' : '';
  const message = `The update of “${name}” was cancelled, and what it holds is as it was before.${kept}`;
  if ((await vscode.window.showInformationMessage(message, goOn)) === goOn) await updateWithProgress(services, place, title, update);
}

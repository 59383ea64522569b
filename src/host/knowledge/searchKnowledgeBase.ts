import * as vscode from 'vscode';
import type { Passage } from '../../core/run/events';
import { errorText } from '../../core/text/errorText';
import type { KnowledgePlace } from './knowledgePlace';
import type { KnowledgeService } from './knowledgeService';
import { openPassage } from './openPassage';
import { passageTexts } from './passageText';

/** As many as the highest search intensity that has a name gives to a prompt. */
const top_k = 12;

/** The user types on for so long, in milliseconds, before it is searched. */
const quietFor = 200;

interface Item extends vscode.QuickPickItem {
  readonly passage?: Passage;
}

const toSide: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('split-horizontal'), tooltip: 'Open to the Side' };

/** Searches as the user types. The passage that is chosen is opened; the one that is looked at meanwhile is previewed. */
export function searchKnowledgeBase(knowledge: KnowledgeService, { folder, name }: KnowledgePlace): void {
  const pick = vscode.window.createQuickPick<Item>();
  Object.assign(pick, { title: `Search “${name}”`, placeholder: 'What is to be found, as a workflow would ask for it', ignoreFocusOut: true });
  const search = knowledge.search(folder.uri.fsPath);
  let [timer, abort]: [NodeJS.Timeout | undefined, AbortController] = [undefined, new AbortController()];
  /** VS Code makes the first of new results active by itself. */
  let isListed = false;
  const list = (items: readonly Item[]) => {
    isListed = true;
    pick.items = items;
  };
  const open = (passage: Passage, options: vscode.TextDocumentShowOptions) => {
    openPassage(folder, passage, options).catch((error: unknown) => void vscode.window.showErrorMessage(errorText(error)));
  };

  const find = async (query: string, signal: AbortSignal) => {
    pick.busy = true;
    try {
      const passages = await search(name, query, top_k, signal);
      if (!signal.aborted) list(passages.length > 0 ? passages.map(itemOf) : [note('Nothing in this knowledge base fits.')]);
    } catch (error) {
      if (!signal.aborted) list([note(errorText(error))]);
    } finally {
      if (!signal.aborted) pick.busy = false;
    }
  };

  pick.onDidChangeValue((value) => {
    clearTimeout(timer);
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    if (value.trim() === '') list([]);
    else timer = setTimeout(() => void find(value.trim(), signal), quietFor);
  });
  pick.onDidChangeActive(([active]) => {
    const isChosen = !isListed;
    isListed = false;
    if (isChosen && active?.passage) open(active.passage, { preview: true, preserveFocus: true });
  });
  pick.onDidTriggerItemButton(({ item }) => {
    if (item.passage) open(item.passage, { preview: false, viewColumn: vscode.ViewColumn.Beside });
  });
  pick.onDidAccept(() => {
    const passage = pick.selectedItems[0]?.passage;
    if (!passage) return;
    pick.hide();
    open(passage, { preview: false });
  });
  pick.onDidHide(() => {
    clearTimeout(timer);
    abort.abort();
    pick.dispose();
  });
  pick.show();
}

/** VS Code sorts by how labels fit what was typed, which would mix up the results: a score fits no words. */
function itemOf(passage: Passage): Item {
  const { score, place, words } = passageTexts(passage);
  return { label: score, description: place, detail: words, alwaysShow: true, buttons: [toSide], passage };
}

function note(text: string): Item {
  return { label: '', description: text, alwaysShow: true };
}

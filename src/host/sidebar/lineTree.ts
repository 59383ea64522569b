import * as vscode from 'vscode';
import type { Line } from './lines/line';
import { markdownText } from './markdownText';

/** A line as VS Code hands it to commands: with the workflow that they are about as a URI. */
export class TreeLine {
  readonly workflow: vscode.Uri | undefined;

  constructor(readonly line: Line) {
    this.workflow = line.workflow === undefined ? undefined : vscode.Uri.parse(line.workflow);
  }
}

export interface LineTreeOptions {
  readonly id: string;
  /** The lines of the first level. An error that it rejects with is shown above them. `signal` tells that nobody looks any more. */
  readonly load: (signal: AbortSignal) => Promise<readonly Line[]>;
  /** The command that opens what a line stands for. */
  readonly openCommand: string;
}

/** Changes that come faster than this, in milliseconds, are shown together. */
const shownEvery = 150;

/** One of the side bar's views. */
export class LineTree implements vscode.TreeDataProvider<TreeLine>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<TreeLine>;
  readonly #subscription: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  #hidden = new AbortController();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly options: LineTreeOptions) {
    this.#view = vscode.window.createTreeView(options.id, { treeDataProvider: this, showCollapseAll: true });
    this.#subscription = this.#view.onDidChangeVisibility(({ visible }) => {
      if (visible) this.refresh();
      else this.#hide();
    });
  }

  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** Shows what there is now. What is hidden is loaded when it is shown. */
  refresh(): void {
    if (!this.#view.visible) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire(undefined);
    }, shownEvery);
  }

  set badge(badge: vscode.ViewBadge | undefined) {
    this.#view.badge = badge;
  }

  getTreeItem(element: TreeLine): vscode.TreeItem {
    const item = treeItem(element.line);
    if (element.line.opens) item.command = { title: 'Open', command: this.options.openCommand, arguments: [element] };
    return item;
  }

  async getChildren(parent?: TreeLine): Promise<TreeLine[]> {
    const { signal } = this.#hidden;
    try {
      const lines = await (parent ? (parent.line.children?.() ?? []) : this.options.load(signal));
      if (!parent) this.#say(undefined);
      return lines.map((line) => new TreeLine(line));
    } catch (error) {
      if (!signal.aborted) this.#say(error instanceof Error ? error.message : String(error));
      return [];
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#hidden.abort();
    this.#subscription.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #hide(): void {
    this.#hidden.abort();
    this.#hidden = new AbortController();
  }

  #say(message: string | undefined): void {
    if ((this.#view.message ?? '') === (message ?? '')) return;
    // VS Code takes the empty text for no message.
    this.#view.message = message ?? '';
  }
}

function treeItem(line: Line): vscode.TreeItem {
  const { id, label, description, icon, spoken, traits, children, isOpen } = line;
  const item = new vscode.TreeItem(label, children ? (isOpen === true ? expanded : collapsed) : vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon.name, icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color));
  item.tooltip = hover(line);
  item.contextValue = traits;
  item.accessibilityInformation = { label: spoken };
  return item;
}

const { Expanded: expanded, Collapsed: collapsed } = vscode.TreeItemCollapsibleState;

/** Nothing in it is Markdown but what stands here: the texts come from files and models. */
function hover({ label, details }: Line): vscode.MarkdownString {
  return new vscode.MarkdownString([`**${markdownText(label)}**`, ...details.map(markdownText)].join('\n\n'));
}

import * as vscode from 'vscode';
import { errorText } from '../../core/text/errorText';
import type { Line } from './lines/line';
import { markdownText } from './markdownText';
import { changeLines, renewLines, type TreeLine } from './treeLine';

export interface LineTreeOptions {
  readonly id: string;
  /** The lines of the first level. An error that it rejects with is shown above them. `signal` tells that nobody looks any more. */
  readonly load: (signal: AbortSignal) => Promise<readonly Line[]>;
  /** The command that opens what a line stands for. */
  readonly openCommand: string;
}

/** Changes that come together, within so many milliseconds, are shown together. */
const gatheredFor = 150;
/** Not more often than this, in milliseconds: a line that VS Code draws anew loses the click that it is getting. */
const shownEvery = 1_000;

/** One of the side bar's views. */
export class LineTree implements vscode.TreeDataProvider<TreeLine>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<TreeLine[] | undefined>();
  readonly #view: vscode.TreeView<TreeLine>;
  readonly #subscription: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  #shownAt = 0;
  #showing: Promise<void> = Promise.resolve();
  /** The first level, as VS Code has it. */
  #lines: TreeLine[] = [];
  /** The first level for which it is about to ask. */
  #loaded: Promise<readonly Line[]> | undefined;
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
      this.#showing = this.#showing.then(() => this.#showChanges());
    }, Math.max(gatheredFor, this.#shownAt + shownEvery - Date.now()));
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
    if (parent) return (await this.#orSay(() => parent.loadChildren())) ?? [];
    const loaded = this.#loaded ?? this.#load();
    this.#loaded = undefined;
    this.#lines = renewLines(this.#lines, await loaded);
    return this.#lines;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#hidden.abort();
    this.#subscription.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  /** Only lines that look different are drawn anew; all, if others are to be shown. */
  async #showChanges(): Promise<void> {
    this.#timer = undefined;
    this.#shownAt = Date.now();
    const lines = await this.#load();
    const changed = await this.#orSay(() => changeLines(this.#lines, lines));
    if (changed?.length === 0) return;
    if (!changed) this.#loaded = Promise.resolve(lines);
    this.#changed.fire(changed);
  }

  async #load(): Promise<readonly Line[]> {
    const { signal } = this.#hidden;
    const lines = await this.#orSay(() => this.options.load(signal), signal);
    if (lines) this.#say(undefined);
    return lines ?? [];
  }

  /** Undefined, with a message over the lines, if it rejects. */
  async #orSay<T>(load: () => Promise<T>, signal?: AbortSignal): Promise<T | undefined> {
    try {
      return await load();
    } catch (error) {
      if (signal?.aborted !== true) this.#say(errorText(error));
      return undefined;
    }
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

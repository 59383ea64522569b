import * as vscode from 'vscode';
import type { Line } from './lines/line';

/** A line as VS Code knows it: the same object as long as the line is shown, whatever becomes of its texts. */
export class TreeLine {
  #line: Line;
  /** The lines below it, as VS Code has them; undefined until it asks. */
  #children: TreeLine[] | undefined;

  constructor(line: Line) {
    this.#line = line;
  }

  get line(): Line {
    return this.#line;
  }

  /** What commands in its menu are about. */
  get workflow(): vscode.Uri | undefined {
    return this.#line.workflow === undefined ? undefined : vscode.Uri.parse(this.#line.workflow);
  }

  async loadChildren(): Promise<TreeLine[]> {
    this.#children = renewLines(this.#children ?? [], (await this.#line.children?.()) ?? []);
    return this.#children;
  }

  /** Takes what the line says now. */
  renew(line: Line): void {
    this.#line = line;
  }

  /** Takes what the line says now. Resolves with the lines that look different: itself, some below it, or none. */
  async change(line: Line): Promise<TreeLine[]> {
    const hasChanged = looks(line) !== looks(this.#line);
    this.#line = line;
    if (hasChanged) return [this];
    if (!this.#children) return [];
    return (await changeLines(this.#children, (await line.children?.()) ?? [])) ?? [this];
  }
}

/** The lines that are to be shown after `shown`: those that stay keep their objects. */
export function renewLines(shown: readonly TreeLine[], lines: readonly Line[]): TreeLine[] {
  const known = new Map(shown.map((line) => [line.line.id, line]));
  return lines.map((line) => {
    const stays = known.get(line.id);
    stays?.renew(line);
    return stays ?? new TreeLine(line);
  });
}

/** Resolves with those of the lines, and of the lines below them, that look different; undefined if others are to be shown. */
export async function changeLines(shown: readonly TreeLine[], lines: readonly Line[]): Promise<TreeLine[] | undefined> {
  const areOthers = shown.length !== lines.length || shown.some(({ line }, index) => line.id !== lines[index]?.id);
  if (areOthers) return undefined;
  const changed = await Promise.all(lines.map(async (line, index) => (await shown[index]?.change(line)) ?? []));
  return changed.flat();
}

function looks({ children, ...line }: Line): string {
  return JSON.stringify({ ...line, hasChildren: children !== undefined });
}

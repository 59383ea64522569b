/** A line of one of the side bar's views, as data. All texts are plain: they come from files, sources and models. */
export interface Line {
  /** The same from one refresh to the next, and no other line's. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: LineIcon;
  /** What the hover says below the label, paragraph by paragraph. */
  readonly details: readonly string[];
  /** What a screen reader says instead of label and description. */
  readonly spoken: string;
  /** What menus go by: words with a space between them, such as `workflow table`. */
  readonly traits: string;
  /** What a click or Enter opens. */
  readonly opens?: Opening;
  /** The URI of the workflow that commands in its menu are about. */
  readonly workflow?: string;
  /** The source that they are about. */
  readonly source?: { readonly folder: string; readonly name: string };
  /** The knowledge base that they are about. */
  readonly knowledge?: { readonly folder: string; readonly name: string };
  /** Present, even if there are none, on lines that can be opened. */
  readonly children?: () => readonly Line[] | Promise<readonly Line[]>;
  readonly isOpen?: boolean;
}

/** A codicon and a colour of the theme. */
export interface LineIcon {
  readonly name: string;
  readonly color?: string;
}

export type Opening =
  | { readonly what: 'workflow'; readonly uri: string }
  | { readonly what: 'process'; readonly uri: string; readonly process: string }
  | { readonly what: 'rows'; readonly folder: string; readonly source: string }
  | { readonly what: 'results'; readonly uri: string }
  | { readonly what: 'document'; readonly folder: string; readonly source: string }
  | { readonly what: 'node-run'; readonly folder: string; readonly run: string; readonly node: string; readonly startedAt: string };

/** What is told where the tables would have to be read. */
export const unread = 'What the tables hold of it is not known: they are not read in a workspace that is not trusted.';

import type { NodeRunRow } from '../../../core/store/records';
import { spentText } from './amounts';

type NodePassage = NonNullable<NodeRunRow['passages']>[number];

/** A node's part in a run as a text to read. */
export interface NodeRunText {
  readonly text: string;
  /** Where the text names what was looked up. */
  readonly places: readonly { readonly passage: NodePassage; /** From 0. */ readonly line: number; readonly from: number; readonly to: number }[];
}

/** The node's output, or why it failed and what had arrived before; then what it took, and the passages that it was given. */
export function nodeRunText(node: NodeRunRow): NodeRunText {
  const lines = linesOf([...said(node), ...notes(node)].join('\n\n'));
  const { knowledge_base, passages } = node;
  if (knowledge_base === null || passages === null || passages.length === 0) return { text: `${lines.join('\n')}\n`, places: [] };
  lines.push('', `## Passages from “${knowledge_base}”`);
  const places = passages.map((passage, index) => {
    const number = `### ${index + 1}. `;
    const place = placeText(passage);
    const line = lines.push('', `${number}${place}${passage.heading === undefined ? '' : ` › ${passage.heading}`} (${passage.score.toFixed(2)})`) - 1;
    lines.push('', ...linesOf(passage.text));
    return { passage, line, from: number.length, to: number.length + place.length };
  });
  return { text: `${lines.join('\n')}\n`, places };
}

/** As VS Code will count them. */
function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

function said({ output, error, description }: NodeRunRow): string[] {
  if (output !== null) return [output.trimEnd()];
  return [error ?? 'The node has said nothing.', ...(description === null ? [] : ['---', description.trimEnd()])];
}

function notes(node: NodeRunRow): string[] {
  const spent = spentText(node);
  const notes = [
    ...(spent === undefined ? [] : [`It took ${spent}.`]),
    // Where no model was asked, plain text is the rule.
    ...(node.found === false && spent !== undefined ? ['There was no <output> tag in the answer, so all of it is the output.'] : []),
    ...(node.knowledge_base !== null && node.passages?.length === 0 ? [`Nothing was found in “${node.knowledge_base}”.`] : []),
    ...(node.warnings ?? []).map((warning) => `Warning: ${warning}`),
  ];
  const hasMore = notes.length > 0 || (node.passages?.length ?? 0) > 0;
  return hasMore ? ['---', ...notes] : [];
}

/** Such as `docs/faq.md:12–20`. */
function placeText({ source, line, endLine }: NodePassage): string {
  return `${source}:${line}${endLine > line ? `–${endLine}` : ''}`;
}

import type { DocumentKind, DocumentText } from './documentText';
import { headingPaths } from './headings';
import { cutLine, linesOf, type Piece } from './lines';

/** A passage of a document, small enough to stand in a prompt with others, and about one thing. */
export interface Chunk {
  /** As the document has it: never more than `maxChunkLength` characters. */
  readonly text: string;
  /** The first and last line, from 1, of the document's text; for HTML, PDF and DOCX the text that was extracted. */
  readonly line: number;
  readonly endLine: number;
  /** The headings that its beginning is under, outermost first, joined by “›”. */
  readonly heading?: string;
}

/** In characters; 300 tokens of English, or 400 of code. */
export const maxChunkLength = 1_200;
/** Less than this is put together with what follows, even under another heading: on its own it says too little. */
const leastLength = 300;
/** What is repeated from the passage before, where a passage had to begin in the middle of something. */
const overlapLength = 150;

/** How good a place for a passage to begin: in the middle of something, at a new line of thought, or at a heading. */
type Break = 0 | 1 | 2 | 3;

interface BrokenPiece extends Piece {
  readonly before: Break;
  readonly isBlank: boolean;
}

/**
 * Divides a document into passages, in order. They hold all that is not blank; neighbours overlap by a few lines where one could not
 * be ended at a paragraph.
 */
export function chunkDocument({ text, kind }: DocumentText): Chunk[] {
  const lines = linesOf(text);
  const headings = kind === 'markdown' ? headingPaths(text, lines) : [];
  const pieces = lines.flatMap((line, index) => brokenPieces(text, lines, index, kind, headings));
  const chunks: Chunk[] = [];
  for (let from = nextText(pieces, 0); from < pieces.length; ) {
    const next = endOfChunk(pieces, from);
    const first = pieces[from];
    const last = pieces[lastText(pieces, next)];
    if (!first || !last) break;
    const heading = headings[first.line - 1]?.join(' › ') ?? '';
    chunks.push({ text: text.slice(first.start, last.end), line: first.line, endLine: last.line, ...(heading !== '' && { heading }) });
    from = nextText(pieces, next);
    if (from < pieces.length && pieces[from]?.before === 0) from = overlapped(pieces, from, first);
  }
  return chunks;
}

function brokenPieces(text: string, lines: readonly Piece[], index: number, kind: DocumentKind, headings: readonly (readonly string[])[]): BrokenPiece[] {
  const line = lines[index];
  if (!line) return [];
  const before = breakBefore(text, line, lines[index - 1], kind, headings);
  return cutLine(text, line, maxChunkLength).map((piece, place) => ({
    ...piece,
    before: place === 0 ? before : 0,
    isBlank: text.slice(piece.start, piece.end).trim() === '',
  }));
}

function breakBefore(text: string, line: Piece, above: Piece | undefined, kind: DocumentKind, headings: readonly (readonly string[])[]): Break {
  if (!above) return 3;
  if (headings[line.line - 1] !== headings[above.line - 1]) return 3;
  const isAfterBlank = text.slice(above.start, above.end).trim() === '';
  if (kind !== 'code') return isAfterBlank ? 2 : 0;
  const isOutermost = /^[^\s)\]}]/.test(text.slice(line.start, line.start + 1));
  if (isAfterBlank) return isOutermost ? 2 : 1;
  return 0;
}

/** The piece that the next passage begins with: the latest of the best places that keep this one within its length. */
function endOfChunk(pieces: readonly BrokenPiece[], from: number): number {
  const start = pieces[from]?.start ?? 0;
  let best = from + 1;
  let bestBreak: Break = 0;
  for (let at = from + 1; at < pieces.length; at++) {
    const piece = pieces[at];
    const above = pieces[at - 1];
    if (!piece || !above) break;
    // What lies above must fit; blank lines at its end are left out.
    if (!above.isBlank && above.end - start > maxChunkLength) return best;
    const length = piece.start - start;
    if (length >= leastLength && piece.before === 3) return at;
    const isBetter = length >= leastLength ? piece.before >= bestBreak : bestBreak === 0;
    if (isBetter && !piece.isBlank) {
      best = at;
      if (length >= leastLength) bestBreak = piece.before;
    }
  }
  const last = pieces[lastText(pieces, pieces.length)];
  return last && last.end - start > maxChunkLength ? best : pieces.length;
}

/** Goes back over whole lines, never to the beginning of the passage before, nor so far that nothing new would fit in. */
function overlapped(pieces: readonly BrokenPiece[], from: number, first: Piece): number {
  const { start: end = 0, end: newEnd = 0 } = pieces[from] ?? {};
  let back = from;
  for (let at = from - 1; at > 0; at--) {
    const piece = pieces[at];
    if (!piece || piece.start <= first.start || end - piece.start > overlapLength || newEnd - piece.start > maxChunkLength) break;
    if (!piece.isBlank) back = at;
    if (piece.before > 0) break;
  }
  return back;
}

function nextText(pieces: readonly BrokenPiece[], from: number): number {
  let at = from;
  while (pieces[at]?.isBlank) at++;
  return at;
}

function lastText(pieces: readonly BrokenPiece[], before: number): number {
  let at = before - 1;
  while (at > 0 && pieces[at]?.isBlank) at--;
  return at;
}

/** A stretch of a text within one line, without the line's end. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
}

const sentenceEnd = /[.!?。！？]["')\]”’]?\s/g;

/** The lines of a text. LF, CR LF and CR end a line, as they do in VS Code. */
export function linesOf(text: string): Piece[] {
  const lines: Piece[] = [];
  let start = 0;
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start, end: index, line: lines.length + 1 });
    start = index + end.length;
  }
  lines.push({ start, end: text.length, line: lines.length + 1 });
  return lines;
}

/** Cuts a line into pieces of at most `most` characters: after a sentence, else between words, else between characters. */
export function cutLine(text: string, { start, end, line }: Piece, most: number): Piece[] {
  const pieces: Piece[] = [];
  while (end - start > most) {
    const cut = start + cutPlace(text.slice(start, start + most + 1), most);
    pieces.push({ start, end: cut, line });
    start = cut;
  }
  return [...pieces, { start, end, line }];
}

/** Where to cut in a stretch that is one character longer than the piece may be. */
function cutPlace(stretch: string, most: number): number {
  let sentence = 0;
  for (const { index, 0: found } of stretch.matchAll(sentenceEnd)) sentence = Math.min(most, index + found.length);
  if (sentence > most / 2) return sentence;
  const space = Math.max(stretch.lastIndexOf(' ', most - 1), stretch.lastIndexOf('\t', most - 1)) + 1;
  if (space > most / 2) return space;
  return isInCharacter(stretch, most) ? most - 1 : most;
}

/** Whether a place is between the two halves of one character. */
function isInCharacter(text: string, place: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(place - 1, place + 1));
}

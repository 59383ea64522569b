const byteOrderMark = '\ufeff';

export function lineStart(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.startsWith(byteOrderMark) ? 1 : start;
}

/** Where the line break of the offset's line begins. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}

/** Before the line break that ends at the offset; the offset itself where none does. */
export function beforeBreak(text: string, offset: number): number {
  if (text[offset - 1] !== '\n') return offset;
  return text[offset - 2] === '\r' ? offset - 2 : offset - 1;
}

export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

export function column(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

export function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}

/** How far the line that starts at the offset is indented. */
export function indentation(text: string, start: number): number {
  let end = start;
  while (text[end] === ' ') end++;
  return end - start;
}

/** The start of the first line from here on that is not blank. */
export function skipBlankLines(text: string, start: number): number {
  let line = start;
  while (line < text.length) {
    const next = nextLine(text, line);
    if (!isBlank(text.slice(line, next))) return line;
    line = next;
  }
  return line;
}

/** After the comment lines, from this line on, that are indented deeper than the column. */
export function skipDeeperComments(text: string, start: number, column: number): number {
  let end = start;
  for (;;) {
    const line = skipBlankLines(text, end);
    if (!isComment(text, line) || indentation(text, line) <= column) return end;
    end = nextLine(text, line);
  }
}

export function isComment(text: string, start: number): boolean {
  return text[start + indentation(text, start)] === '#';
}

/** The start of the comment lines directly above a line that are indented as it is; that of the line itself where there are none. */
export function leadStart(text: string, start: number): number {
  const indent = indentation(text, start);
  let lead = start;
  while (lead > 0) {
    const above = lineStart(text, lead - 1);
    if (above === lead || !isComment(text, above) || indentation(text, above) !== indent) break;
    lead = above;
  }
  return lead;
}

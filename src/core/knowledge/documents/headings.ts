import type { Piece } from './lines';

interface Heading {
  readonly depth: number;
  readonly title: string;
}

/**
 * The headings that each line of a Markdown text is under, outermost first; a heading's own line is under itself. A fence of code
 * holds none, whatever its lines begin with.
 */
export function headingPaths(text: string, lines: readonly Piece[]): readonly (readonly string[])[] {
  const content = lines.map(({ start, end }) => text.slice(start, end));
  const paths: (readonly string[])[] = [];
  let path: readonly Heading[] = [];
  let titles: readonly string[] = [];
  let fence: string | undefined;
  for (const [index, line] of content.entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const heading = fence === undefined && mark === undefined ? headingAt(content, index) : undefined;
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence)) fence = undefined;
    if (heading) {
      path = [...path.filter(({ depth }) => depth < heading.depth), heading];
      titles = path.map(({ title }) => title);
    }
    paths.push(titles);
  }
  return paths;
}

function headingAt(lines: readonly string[], index: number): Heading | undefined {
  const line = lines[index] ?? '';
  const marked = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line);
  if (marked?.[1] !== undefined) return { depth: marked[1].length, title: marked[2] ?? '' };
  const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(lines[index + 1] ?? '')?.[1];
  const isAlone = (lines[index - 1] ?? '').trim() === '' && /^ {0,3}[^\s>*+\-|#]/.test(line);
  return underline !== undefined && isAlone ? { depth: underline.startsWith('=') ? 1 : 2, title: line.trim() } : undefined;
}

import type { Piece } from './lines';

interface Heading {
  readonly depth: number;
  readonly title: string;
}

/** In characters. What is longer is a line of text that begins like a heading; it would stand above each passage. */
const longestTitle = 120;
/** What lies behind is not looked at: the time for that grows with the square of it, and a line may be a whole file. */
const longestLooked = 8 * longestTitle;

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
  const line = (lines[index] ?? '').slice(0, longestLooked);
  const marked = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(line);
  if (marked?.[1] !== undefined) return { depth: marked[1].length, title: shortened(marked[2] ?? '') };
  const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(lines[index + 1] ?? '')?.[1];
  const isAlone = (lines[index - 1] ?? '').trim() === '' && /^ {0,3}[^\s>*+\-|#]/.test(line);
  return underline !== undefined && isAlone ? { depth: underline.startsWith('=') ? 1 : 2, title: shortened(line.trim()) } : undefined;
}

function shortened(title: string): string {
  return title.length <= longestTitle ? title : `${title.slice(0, longestTitle).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`;
}

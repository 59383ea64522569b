import type { CorpusDocument } from './corpus';

/** A part of a page, as a long page would be divided. Its name is the page's: whoever finds it has found the page. */
export interface Paragraph extends CorpusDocument {
  readonly heading: string;
}

/** The paragraphs of a page; the first one has the page's heading above it. */
export function paragraphsOf({ name, text }: CorpusDocument): Paragraph[] {
  const [title = '', ...paragraphs] = text.split(/\n\s*\n/);
  const heading = title.replace(/^#+ /, '').trim();
  return paragraphs.filter((paragraph) => paragraph.trim() !== '').map((paragraph, index) => ({ name, heading, text: index === 0 ? `${title}\n\n${paragraph}` : paragraph }));
}

import type { FormatCallback, HtmlToTextOptions } from 'html-to-text';
import { decodeText } from './decodeText';
import { DocumentError } from './documentText';
import { maxTextBytes } from './limits';

const headBytes = 1024;
/** The parser's time grows with the square of it, and its stack ends at some tens of thousands. */
const mostNested = 1_000;
/** Stands where something was left out; no page has a character of nobody's. */
const cutMark = '\uFDD0';
const invisible = ['head', 'script', 'style', 'noscript', 'template', 'svg', 'canvas', 'iframe', 'object', 'img', '[hidden]', '[aria-hidden=true]'];
const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** An HTML file, in the encoding that it names. */
export async function readHtml(bytes: Buffer): Promise<string> {
  const head = bytes.toString('latin1', 0, headBytes);
  return htmlToMarkdown(decodeText(bytes, /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]));
}

/** What a reader of the page sees, without addresses; headings as in Markdown, so that passages know what they are under. */
export async function htmlToMarkdown(html: string): Promise<string> {
  const { convert } = await import('html-to-text');
  const text = convert(html, options).trim();
  if (text.includes(cutMark)) throw new DocumentError(`Its elements are nested more than ${mostNested} deep. Save what can be seen of it as text.`);
  return text;
}

const heading: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 2 });
  builder.addInline(`${'#'.repeat(Number(element.name?.slice(1)))} `, { noWordTransform: true });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 2 });
};

const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addInline(' | ', { noWordTransform: true });
};

/** In a table, a row stays on one line. */
const paragraph: FormatCallback = (element, walk, builder) => {
  const isInCell = /^t[dh]$/.test(element.parent?.name ?? '');
  if (!isInCell) builder.openBlock({ leadingLineBreaks: 2 });
  walk(element.children, builder);
  if (isInCell) builder.addInline(' ', { noWordTransform: true });
  else builder.closeBlock({ trailingLineBreaks: 2 });
};

const options: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: maxTextBytes, maxDepth: mostNested, ellipsis: cutMark },
  formatters: { markdownHeading: heading, cell, plainParagraph: paragraph },
  selectors: [
    ...headings.map((selector) => ({ selector, format: 'markdownHeading' })),
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'table', format: 'block', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'p', format: 'plainParagraph' },
    ...invisible.map((selector) => ({ selector, format: 'skip' })),
  ],
};

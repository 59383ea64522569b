/** How a text is divided into passages: Markdown by its headings, code by its blocks, other text by its paragraphs. */
export type DocumentKind = 'markdown' | 'code' | 'text';

/** What a document says. */
export interface DocumentText {
  /**
   * As the file has it, where that is plain text. Of HTML, PDF and DOCX it is the text that was extracted: lines are counted in
   * that, not in the file.
   */
  readonly text: string;
  readonly kind: DocumentKind;
}

/** A document that cannot be taken in: why, and what to do about it, in sentences that do not repeat its name. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
}

/** A piece of a document as the index holds it. */
export interface IndexedChunk {
  readonly text: string;
  /** The document's path, relative to the workspace, with forward slashes. */
  readonly source: string;
  /** What it is under, such as `Returns › Abroad`; empty where that is not known. */
  readonly heading: string;
  /** First and last line, from 1. */
  readonly line: number;
  readonly endLine: number;
  /** Of no numbers in a lexical index; of zeros where the model sees nothing in the text. */
  readonly vector: Float32Array;
}

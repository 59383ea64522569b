/** The text of a document as a knowledge base has it. Rejects with the reason where it cannot be read. */
export async function readText(file: string, signal: AbortSignal): Promise<string> {
  // Loaded when it is first needed.
  const { readDocument } = await import('../../core/knowledge/documents/readDocument');
  return (await readDocument(file, signal)).text;
}

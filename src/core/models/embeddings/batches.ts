const mostTexts = 96;
const mostCharacters = 200_000;

/** Texts in their order, as many to a request as servers take; a longer one than that goes alone. */
export function* batches(texts: readonly string[]): Generator<readonly string[]> {
  let batch: string[] = [];
  let characters = 0;
  for (const text of texts) {
    if (batch.length >= mostTexts || (batch.length > 0 && characters + text.length > mostCharacters)) {
      yield batch;
      [batch, characters] = [[], 0];
    }
    batch.push(text);
    characters += text.length;
  }
  if (batch.length > 0) yield batch;
}

const mostTexts = 96;
const mostAtOnce = 200_000;

/** Texts in their order, as many to a request as servers take, and as are allowed at once; a longer one than that goes alone. */
export function* batches(texts: readonly string[], mostCharacters = Infinity): Generator<readonly string[]> {
  let batch: string[] = [];
  let characters = 0;
  const most = Math.min(mostAtOnce, mostCharacters);
  for (const text of texts) {
    if (batch.length >= mostTexts || (batch.length > 0 && characters + text.length > most)) {
      yield batch;
      [batch, characters] = [[], 0];
    }
    batch.push(text);
    characters += text.length;
  }
  if (batch.length > 0) yield batch;
}

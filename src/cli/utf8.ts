/** Text read from bytes. Where they are not UTF-8, `invalid` says where: the text before it is right. */
export interface DecodedText {
  readonly text: string;
  readonly invalid?: { readonly offset: number; readonly byte: number };
}

/** Decodes UTF-8 with or without a byte order mark, which is no part of the text. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  const valid = decodeStrictly(bytes, false);
  if (valid !== undefined) return { text: valid };
  const length = validLength(bytes);
  const offset = decodeStrictly(bytes.subarray(0, length), true)?.length ?? 0;
  return { text: new TextDecoder().decode(bytes), invalid: { offset, byte: bytes[length] ?? 0 } };
}

/** The length of the longest valid start. A start that stops inside a character is valid: more may follow. */
function validLength(bytes: Uint8Array): number {
  let valid = 0;
  let invalid = bytes.length;
  while (valid + 1 < invalid) {
    const middle = Math.floor((valid + invalid) / 2);
    if (decodeStrictly(bytes.subarray(0, middle), true) === undefined) invalid = middle;
    else valid = middle;
  }
  return valid;
}

function decodeStrictly(bytes: Uint8Array, stream: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream });
  } catch {
    return undefined;
  }
}

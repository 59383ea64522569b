/** Text read from bytes. Where they are not UTF-8, `invalid` says where: the text before it is right. */
export interface DecodedText {
  readonly text: string;
  readonly invalid?: { readonly offset: number; readonly byte: number };
}

const byteOrderMark = '\uFEFF';

/** Decodes UTF-8 with or without a byte order mark, which is no part of the text. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  const valid = decodeStrictly(bytes);
  if (valid !== undefined) return { text: withoutMark(valid) };
  const before = longestValidStart(bytes);
  const offset = withoutMark(before).length;
  return { text: new TextDecoder().decode(bytes), invalid: { offset, byte: bytes[Buffer.byteLength(before)] ?? 0 } };
}

/** The text before the first byte that cannot stand where it does, or before the character that it begins. */
function longestValidStart(bytes: Uint8Array): string {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (valid + 1 < invalid) {
    const middle = Math.floor((valid + invalid) / 2);
    if (decodeStrictly(bytes.subarray(0, middle), { stream: true }) === undefined) invalid = middle;
    else valid = middle;
  }
  return decodeStrictly(bytes.subarray(0, valid), { stream: true }) ?? '';
}

/** Undefined where the bytes are not UTF-8. As a stream, they may end inside a character, which is then left out. */
function decodeStrictly(bytes: Uint8Array, options: { stream?: boolean } = {}): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, options);
  } catch {
    return undefined;
  }
}

function withoutMark(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}

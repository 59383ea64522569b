import type { FileMetaData, SchemaElement } from 'hyparquet';

/** Digits that a number holds whatever they are. */
const numberDigits = 15;

/**
 * The metadata under which decimal columns are read as the integers that are stored, and their scales by column: the reader's own
 * conversion goes through a floating-point number. Decimals inside nested values are left to it.
 */
export function withStoredDecimals(metadata: FileMetaData): { readonly metadata: FileMetaData; readonly scales: ReadonlyMap<string, number> } {
  const decimals = new Set(topLevel(metadata).filter((element) => element.converted_type === 'DECIMAL'));
  const schema = metadata.schema.map((element) => (decimals.has(element) ? withoutType(element) : element));
  return { metadata: { ...metadata, schema }, scales: new Map([...decimals].map(({ name, scale }) => [name, scale ?? 0])) };
}

/** The columns: the schema is a tree, written with every element before its children. */
export function topLevel({ schema }: FileMetaData): SchemaElement[] {
  const columns: SchemaElement[] = [];
  let inside = 0;
  for (const element of schema.slice(1)) {
    if (inside === 0) columns.push(element);
    else inside--;
    inside += element.num_children ?? 0;
  }
  return columns;
}

function withoutType(element: SchemaElement): SchemaElement {
  const stored = { ...element };
  delete stored.converted_type;
  delete stored.logical_type;
  return stored;
}

/** A number where it has few enough digits to be exact, else a text; null for what is no stored decimal. */
export function decimalValue(stored: unknown, scale: number): number | string | null {
  const unscaled = toInteger(stored);
  if (unscaled === undefined) return null;
  const sign = unscaled < 0n ? '-' : '';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const text = scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-scale)}`;
  return digits.length <= numberDigits ? Number(text) : text;
}

function toInteger(stored: unknown): bigint | undefined {
  if (typeof stored === 'bigint') return stored;
  if (typeof stored === 'number') return BigInt(stored);
  if (!(stored instanceof Uint8Array)) return undefined;
  // Two's complement, most significant byte first.
  const hex = Buffer.from(stored).toString('hex');
  return hex === '' ? 0n : BigInt.asIntN(stored.length * 8, BigInt(`0x${hex}`));
}

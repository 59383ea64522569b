/**
 * A value as JSON can hold it, without loss: integers beyond 2^53 and infinities become texts, dates ISO 8601, bytes base64. Not a number
 * becomes null, which is how data tools write a missing number.
 */
export function plainValue(value: unknown): unknown {
  switch (typeof value) {
    case 'bigint':
      return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value.toString();
    case 'number':
      if (Number.isNaN(value)) return null;
      return Number.isFinite(value) ? value : String(value);
    case 'object':
      return value === null ? null : plainObject(value);
    case 'string':
    case 'boolean':
      return value;
    default:
      return null;
  }
}

function plainObject(value: object): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (isIterable(value)) return Array.from(value, plainValue);
  return Object.fromEntries(Object.entries(value).map(([key, inner]: [string, unknown]) => [key, plainValue(inner)]));
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

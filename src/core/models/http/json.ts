export type JsonObject = Readonly<Record<string, unknown>>;

/** For the events of a stream, thousands a second, where a schema would cost more than the network. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a text holds; undefined for anything else. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A property that is an object, or an empty one. */
export function objectAt(value: JsonObject, key: string): JsonObject {
  const property = value[key];
  return isObject(property) ? property : {};
}

export function numberAt(value: JsonObject, key: string): number | undefined {
  const property = value[key];
  return typeof property === 'number' ? property : undefined;
}

/** A property that is a text, or an empty one. */
export function textAt(value: JsonObject, key: string): string {
  const property = value[key];
  return typeof property === 'string' ? property : '';
}

import type { Expression } from './sql';

/** Whether a value contains a text. ASCII letters are the same in both cases. Never null. */
export function contains(value: Expression, text: string): Expression {
  const pattern = `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
  return (bind) => String.raw`ifnull(${value(bind)} LIKE ${bind(pattern)} ESCAPE '\', 0)`;
}

/** Whether one of the values contains a text. */
export function anyContains(values: readonly Expression[], text: string): Expression {
  return either(values.map((value) => contains(value, text)));
}

export function either(conditions: readonly Expression[]): Expression {
  return (bind) => (conditions.length === 0 ? '0' : `(${conditions.map((condition) => condition(bind)).join(' OR ')})`);
}

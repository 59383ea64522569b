/** Amounts in words. */

export function number(value: number): string {
  return value.toLocaleString('en');
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** US dollars: small amounts to two figures, larger ones to cents. */
export function dollars(cost: number): string {
  if (cost === 0) return '$0';
  return cost < 0.1 ? `$${Number(cost.toPrecision(2))}` : `$${cost.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** US dollars: small amounts to two figures, larger ones to cents. */
export function costText(cost: number | null): string {
  if (cost === null) return 'not known';
  if (cost === 0) return '$0';
  return cost < 0.1 ? `$${Number(cost.toPrecision(2))}` : `$${cost.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** Such as `950`, `1.2K`, `35K`, `1.2M`. */
export function tokensText(tokens: number): string {
  return tokens.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 2 });
}

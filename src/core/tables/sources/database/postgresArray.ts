/** Reads an array as PostgreSQL writes it, such as `{1,NULL,"a b"}` or `[0:1]={{1},{2}}`; elements are read by `element`. */
export function parseArray(text: string, element: (text: string) => unknown): unknown[] {
  let at = text.indexOf('{');

  const list = (): unknown[] => {
    const items: unknown[] = [];
    at++;
    while (at < text.length && text[at] !== '}') {
      if (text[at] === ',') at++;
      else items.push(text[at] === '{' ? list() : item());
    }
    at++;
    return items;
  };

  const item = (): unknown => {
    if (text[at] === '"') return element(quoted());
    const start = at;
    while (at < text.length && text[at] !== ',' && text[at] !== '}') at++;
    const bare = text.slice(start, at);
    return bare === 'NULL' ? null : element(bare);
  };

  const quoted = (): string => {
    let value = '';
    for (at++; at < text.length && text[at] !== '"'; at++) {
      if (text[at] === '\\') at++;
      value += text[at] ?? '';
    }
    at++;
    return value;
  };

  return at === -1 ? [] : list();
}

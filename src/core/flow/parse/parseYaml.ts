import { Composer, Document, Parser, YAMLParseError, type CST } from 'yaml';

/** Far deeper than a workflow goes, and far from the depth at which the composer, which recurses, takes the process down. */
const deepest = 64;

/**
 * The texts read last, newest first. An edit on the canvas is planned on the text that is shown, verified on the text that
 * comes of it, and that one is then shown: three readers of two texts, and parsing is what costs.
 */
const recent: { readonly text: string; readonly document: Document }[] = [];
const mostRecent = 2;

/**
 * Reads a text as one YAML document, with its source tokens. Never throws: `errors` of the document says what is wrong. The
 * document is shared: nobody may change it.
 */
export function parseYaml(text: string): Document {
  const known = recent.find((entry) => entry.text === text) ?? { text, document: parse(text) };
  recent.splice(0, recent.length, ...[known, ...recent.filter((entry) => entry !== known)].slice(0, mostRecent));
  return known.document;
}

function parse(text: string): Document {
  const tokens = readTokens(text);
  const tooDeep = tokens ? findTooDeep(tokens) : 0;
  if (!tokens || tooDeep !== undefined) return refused(tooDeep ?? 0, `The text is nested more than ${deepest} levels deep. Remove levels.`);
  const [first, second] = new Composer({ prettyErrors: false, keepSourceTokens: true }).compose(tokens, true, text.length);
  if (!first) return refused(0, 'There is no document in the text.');
  if (second) {
    const message = 'A second document starts here, and a workflow is one. Remove the “---” or what follows it.';
    first.errors.push(new YAMLParseError([second.range[0], second.range[1]], 'MULTIPLE_DOCS', message));
  }
  return first;
}

/** Undefined where the text is nested so deeply that the parser's own recursion ends. */
function readTokens(text: string): CST.Token[] | undefined {
  try {
    return [...new Parser().parse(text)];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The offset of a token that lies too deep, if one does. */
function findTooDeep(tokens: readonly CST.Token[]): number | undefined {
  let level = [...tokens];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return level[0] && 'offset' in level[0] ? level[0].offset : 0;
    level = level.flatMap(childrenOf);
  }
  return undefined;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [...(key ? [key] : []), ...(value ? [value] : [])]);
}

function refused(offset: number, message: string): Document {
  const document = new Document(null);
  document.errors.push(new YAMLParseError([offset, offset + 1], 'RESOURCE_EXHAUSTION', message));
  return document;
}

export interface ParsedResult {
  /** Whether a complete output tag was there; if not, `output` is the whole text as it is. */
  readonly found: boolean;
  /** The content of the last complete outermost tag, without white space around it. */
  readonly output: string;
  readonly text: string;
}

type State = 'text' | 'opened' | 'slash' | 'name' | 'named' | 'attributes' | 'closing';

const name = 'output';

/**
 * Finds `<output>…</output>` in text that arrives in pieces (specification, "ResultParser execution"). It looks at each
 * character once and keeps offsets only, so any split into pieces gives the same result in linear time.
 */
export class ResultParser {
  readonly #pieces: string[] = [];
  #length = 0;
  #state: State = 'text';
  #tagStart = 0;
  #isClosing = false;
  #matched = 0;
  /** Where the contents of the tags that are open begin. */
  readonly #open: number[] = [];
  #last: { start: number; end: number } | undefined;

  push(piece: string): void {
    this.#pieces.push(piece);
    for (let i = 0; i < piece.length; i++) {
      if (this.#state === 'text') {
        i = piece.indexOf('<', i);
        if (i < 0) break;
        this.#begin(this.#length + i);
      } else this.#step(piece.charAt(i), this.#length + i);
    }
    this.#length += piece.length;
  }

  /** The result of everything pushed so far. */
  end(): ParsedResult {
    const text = this.#pieces.join('');
    return this.#last
      ? { found: true, output: text.slice(this.#last.start, this.#last.end).trim(), text }
      : { found: false, output: text, text };
  }

  #begin(offset: number): void {
    this.#state = 'opened';
    this.#tagStart = offset;
    this.#isClosing = false;
    this.#matched = 0;
  }

  #step(char: string, offset: number): void {
    if (char === '<') this.#begin(offset);
    else if (this.#state === 'attributes') {
      if (char === '>') this.#tag(offset + 1);
    } else if (this.#state === 'name' || !isSpace(char)) this.#state = this.#next(char, offset);
    else if (this.#state === 'named') this.#state = this.#isClosing ? 'closing' : 'attributes';
  }

  /** The state after a character that is not white space, or that stands inside the name. */
  #next(char: string, offset: number): State {
    switch (this.#state) {
      case 'opened':
        if (char === '/') {
          this.#isClosing = true;
          return 'slash';
        }
        return this.#nameStep(char);
      case 'slash':
      case 'name':
        return this.#nameStep(char);
      case 'named':
      case 'closing':
        if (char === '>') this.#tag(offset + 1);
        return 'text';
      default:
        return 'text';
    }
  }

  #nameStep(char: string): State {
    if (char.toLowerCase() !== name.charAt(this.#matched)) return 'text';
    this.#matched++;
    return this.#matched === name.length ? 'named' : 'name';
  }

  #tag(end: number): void {
    this.#state = 'text';
    if (!this.#isClosing) this.#open.push(end);
    else {
      const start = this.#open.pop();
      // A later pair either encloses the last one or follows it: both ways it takes its place. An opening tag that is
      // never closed encloses nothing.
      if (start !== undefined) this.#last = { start, end: this.#tagStart };
    }
  }
}

export function parseResult(text: string): ParsedResult {
  const parser = new ResultParser();
  parser.push(text);
  return parser.end();
}

function isSpace(char: string): boolean {
  return /\s/.test(char);
}

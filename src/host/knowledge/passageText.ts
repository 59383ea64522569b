import type { Passage } from '../../core/run/events';
import { plainLine } from '../../core/text/plainLine';

/** A passage as a list shows it. */
export interface PassageTexts {
  readonly score: string;
  /** Such as `docs/faq.md:12`, or `docs/faq.md:12-20 › Returns › Abroad`. */
  readonly place: string;
  /** How it begins, in one line. */
  readonly words: string;
}

const mostCharacters = 160;

export function passageTexts({ text, source, heading, line, endLine, score }: Passage): PassageTexts {
  // What lies behind is not looked at: a passage may be long.
  const words = plainLine(text.slice(0, mostCharacters * 4)).replace(/\s+/g, ' ').trim();
  return {
    score: score.toLocaleString('en', { minimumSignificantDigits: 2, maximumSignificantDigits: 2 }),
    place: `${plainLine(source)}:${line}${endLine > line ? `-${endLine}` : ''}${heading === undefined ? '' : ` › ${plainLine(heading)}`}`,
    words: words.length <= mostCharacters ? words : `${words.slice(0, mostCharacters).replace(/\s\S*$/, '')}…`,
  };
}

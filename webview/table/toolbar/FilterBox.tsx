import { useEffect, useState } from 'react';
import { Icon } from '../../ui/Icon';
import { change, query } from '../state/table';

/** A pause in typing of so many milliseconds filters: each letter may have the database look at every row. */
const pause = 250;

const help = [
  'Words that a row must have, in any column.',
  '"two words" looks for them as they are',
  '-word leaves out rows that have it',
  'column:word looks in one column',
].join('\n');

export function FilterBox({ text }: { readonly text: string }) {
  const [typed, setTyped] = useState(text);
  const [applied, setApplied] = useState(text);
  // The filter was changed elsewhere, such as cleared.
  if (text !== applied) {
    setApplied(text);
    setTyped(text);
  }

  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => apply(typed), pause);
    return () => clearTimeout(timer);
  }, [typed, text]);

  function apply(next: string): void {
    setApplied(next);
    if (next !== query.get()?.text) change({ text: next });
  }

  return (
    <label className="filter" title={help}>
      <Icon name="filter" />
      <input
        type="search"
        aria-label="Filter rows"
        placeholder="Filter, such as good -bad title:film"
        maxLength={1_000}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Enter') apply(typed);
          if (key === 'Escape') apply('');
        }}
      />
    </label>
  );
}

import { useId } from 'react';
import type { Passage, Retrieval } from '../../../src/core/run/events';
import { counted } from '../../ui/amounts';
import { Icon } from '../../ui/Icon';
import { post } from '../vscodeApi';

/** What was looked up for a node: the warnings, and the passages that its prompt was given. */
export function Lookup({ retrieval }: { readonly retrieval: Retrieval }) {
  const { passages = [], warnings = [], knowledge_base } = retrieval;
  return (
    <>
      {warnings.map((warning) => (
        <p key={warning} className="result-note severity-warning">
          <Icon name="warning" />
          {warning}
        </p>
      ))}
      {passages.length > 0 && <Passages passages={passages} knowledgeBase={knowledge_base} />}
    </>
  );
}

function Passages({ passages, knowledgeBase }: { readonly passages: readonly Passage[]; readonly knowledgeBase: string | undefined }) {
  const title = useId();
  return (
    <div className="passages">
      <h4 id={title}>
        {counted(passages.length, 'passage')}
        {knowledgeBase !== undefined && ` from ${knowledgeBase}`}
      </h4>
      <ol aria-labelledby={title}>
        {passages.map((passage) => (
          <PassageLine key={`${passage.source}:${passage.line}-${passage.endLine}`} passage={passage} />
        ))}
      </ol>
    </div>
  );
}

function PassageLine({ passage: { source, line, endLine, score, heading, text } }: { readonly passage: Passage }) {
  const words = firstWords(text);
  return (
    <li>
      <button type="button" title={`Open ${source} at line ${line}\n\n${words}`} onClick={() => post({ type: 'open-passage', source, line, endLine })}>
        <Icon name="file" />
        <span className="passage-place">
          {/* What tells one from another stands at the end: of a long path the beginning is cut off. */}
          <bdi>
            {source}:{line}
          </bdi>
        </span>
        <span className="passage-score" title="How near it is to what was searched for; higher is nearer">
          {score.toLocaleString('en', { minimumSignificantDigits: 2, maximumSignificantDigits: 2 })}
        </span>
        <span className="passage-words">
          {heading !== undefined && <b>{heading} </b>}
          {words}
        </span>
      </button>
    </li>
  );
}

/** More than a line holds. */
const wordsLength = 160;

function firstWords(text: string): string {
  return text.slice(0, wordsLength * 4).replaceAll(/\s+/g, ' ').trim().slice(0, wordsLength);
}

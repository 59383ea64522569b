import { memo } from 'react';
import { Icon } from '../../ui/Icon';
import { Markdown } from '../../ui/Markdown';
import { useSelected } from '../../ui/store';
import { StatusLabel } from '../nodes/StatusMark';
import { isModel, kindOf } from '../nodeKinds';
import { view } from '../state/document';
import type { NodeRun } from '../state/nodeRun';
import { useNodeRun } from '../state/runs';
import { CopyButton } from './CopyButton';
import { Lookup } from './Lookup';
import { SpentLine } from './SpentLine';
import { StreamingText } from './StreamingText';

export const ResultSection = memo(function ResultSection({ id }: { readonly id: string }) {
  const type = useSelected(view, (current) => current?.nodes.find((node) => node.id === id)?.type);
  const run = useNodeRun(id);
  if (!run) return null;
  return (
    <article className={`result ${type ? `type-${type}` : ''}`} aria-label={`Result of ${id}`} data-node={id}>
      <header className="result-header">
        {type && <Icon name={kindOf(type).icon} />}
        <h3>{id}</h3>
        <StatusLabel status={run.status} />
      </header>
      {run.result ? <Answer {...run.result} isFromModel={type !== undefined && isModel(type)} /> : <Unfinished run={run} />}
      {run.retrieval && <Lookup retrieval={run.retrieval} />}
      <SpentLine spent={run.spent} />
    </article>
  );
});

function Unfinished({ run: { status, parts, reason, retry } }: { readonly run: NodeRun }) {
  return (
    <>
      {retry !== undefined && <p className="result-note severity-warning">{retry}</p>}
      {parts.length > 0 && <StreamingText parts={parts} />}
      {reason !== undefined && <p className={status === 'failed' ? 'result-error' : 'result-note'}>{reason}</p>}
    </>
  );
}

type AnswerProps = NonNullable<NodeRun['result']> & { readonly isFromModel: boolean };

function Answer({ description, output, found, isFromModel }: AnswerProps) {
  const saysMore = description.trim() !== output.trim();
  return (
    <>
      {saysMore && <Markdown text={withoutOutputTags(description)} />}
      <div className="result-output">
        <header>
          <h4>Output</h4>
          <CopyButton text={output} />
        </header>
        {saysMore ? <pre tabIndex={0}>{output}</pre> : <Markdown text={output} />}
      </div>
      {!found && <NotFound isFromModel={isFromModel} />}
    </>
  );
}

/** Plain text is normal in an input- or output-node; from a model it may mean that the prompt was not followed. */
function NotFound({ isFromModel }: { readonly isFromModel: boolean }) {
  return (
    <p className={`result-note ${isFromModel ? 'severity-warning' : ''}`}>
      <Icon name={isFromModel ? 'warning' : 'info'} />
      {isFromModel
        ? 'The answer has no <output> tag, so all of it was passed on. Ask for {output_format} in the prompt.'
        : 'The text has no <output> tag, so all of it was passed on.'}
    </p>
  );
}

/** As HTML the tags would keep the Markdown between them from being rendered. */
function withoutOutputTags(description: string): string {
  return description.replaceAll(/<\/?output>/g, '\n\n');
}

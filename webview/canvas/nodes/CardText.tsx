import type { ReactNode } from 'react';
import type { NodeRun } from '../state/nodeRun';
import { useNodeRun } from '../state/runs';

/** More than the card's lines hold. */
const tailLength = 240;

interface Props {
  readonly id: string;
  readonly preview: ReactNode;
  /** Not on an input: what it passed on is its content, which may have been edited since. */
  readonly showsResult: boolean;
}

/** The body of a card: the end of the text while it streams, then the result or the reason, else the preview. */
export function CardText({ id, preview, showsResult }: Props) {
  const run = useNodeRun(id);
  if (run?.status === 'running') return <Tail run={run} />;
  if (run?.reason !== undefined) return <p className={`card-text card-reason status-${run.status}`}>{run.reason}</p>;
  if (run?.result && showsResult) return <p className="card-text">{run.result.output.trim().slice(0, tailLength)}</p>;
  return <p className="card-text">{preview}</p>;
}

function Tail({ run: { parts, retry } }: { readonly run: NodeRun }) {
  const tail = parts.slice(-2).join('').slice(-tailLength);
  return (
    <p className="card-text card-tail">
      <span>{tail === '' ? (retry ?? '…') : tail}</span>
    </p>
  );
}

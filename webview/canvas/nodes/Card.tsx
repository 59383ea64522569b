import './nodes.css';
import { Handle, type NodeProps, Position, useStore as useFlow } from '@xyflow/react';
import type { ReactNode } from 'react';
import { Icon } from '../../ui/Icon';
import { hasSource, hasTarget } from '../graph/card';
import type { Card as CardNode } from '../graph/elements';
import { kindOf } from '../nodeKinds';
import { useIsRefused } from '../state/connecting';
import { CardActions } from './CardActions';
import { CardText } from './CardText';
import { ProblemBadge } from './ProblemBadge';
import { StatusMark } from './StatusMark';
import { isFarAway } from './detail';

interface Props {
  readonly node: NodeProps<CardNode>;
  /** What the card shows while nothing streams: the start of the content or of the prompt. */
  readonly preview: ReactNode;
  readonly footer?: ReactNode;
}

/** What the two kinds of card have in common. From far away only its colour and name are drawn. */
export function Card({ node: { id, data, selected, isConnectable }, preview, footer }: Props) {
  const { type } = data.node;
  const refused = useIsRefused(id);
  const farAway = useFlow(isFarAway);
  return (
    <div className={`card type-${type} ${selected ? 'selected' : ''} ${refused ? 'refused' : ''} ${farAway ? 'far' : ''}`}>
      {hasTarget(type) && <Handle type="target" position={Position.Left} isConnectable={isConnectable} />}
      {farAway ? (
        <>
          <div className="card-far-name">{id}</div>
          <StatusMark id={id} />
          <ProblemBadge problems={data.problems} />
        </>
      ) : (
        <>
          <header className="card-header">
            <span className="card-icon">
              <Icon name={kindOf(type).icon} />
            </span>
            <span className="card-name" title={id}>
              {id}
            </span>
            <ProblemBadge problems={data.problems} />
            <StatusMark id={id} otherwise={kindOf(type).label} />
            <CardActions id={id} />
          </header>
          <CardText id={id} preview={preview} showsResult={type !== 'input'} />
          {footer}
        </>
      )}
      {hasSource(type) && <Handle type="source" position={Position.Right} isConnectable={isConnectable} />}
    </div>
  );
}

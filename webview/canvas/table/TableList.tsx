import { useLayoutEffect, useRef } from 'react';
import type { CanvasTable } from '../../../src/shared/protocol';
import { SpokenRun } from '../../ui/tableRun/SpokenRun';
import { useStore } from '../../ui/store';
import { settleFocus } from '../state/processFocus';
import { tableRun } from '../state/tableRun';
import { AddProcess } from './AddProcess';
import { ProcessRow } from './ProcessRow';
import { RunStatus } from './RunStatus';
import { SourceRow } from './SourceRow';
import { spokenEdit } from './spokenEdit';
import './table.css';

/** The source and, in the order in which they run, the processes. */
export function TableList({ table: { source, processes } }: { readonly table: CanvasTable }) {
  const run = useStore(tableRun)?.run;
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => settleFocus(list.current), [processes]);
  return (
    <div className="table-list">
      <SpokenRun run={run} />
      <span className="hidden-text" role="status">
        {useStore(spokenEdit)}
      </span>
      <RunStatus />
      <ol ref={list} aria-label="Source and processes">
        <SourceRow source={source} />
        {processes.map((process, index) => (
          <ProcessRow key={process.name} process={process} place={index + 1} />
        ))}
      </ol>
      {processes.length === 0 && <p className="table-hint">There are no processes yet. A process asks something about every row.</p>}
      <AddProcess className="add-process" />
    </div>
  );
}

import type { FlowNode } from '../../core/flow/model';
import type { RunEvent } from '../../core/run/events';
import { createLineReporter, describeEnd } from '../../core/run/lineReporter';
import type { Io } from '../io';
import { ansiStyle } from './ansiStyle';

/** Tells a run on the terminal: as text on stderr, or as JSON lines on stdout, where stderr tells a failure only. */
export function createListener(nodes: readonly FlowNode[], asJson: boolean, { stdout, stderr }: Io): (event: RunEvent) => void {
  if (!asJson) return createLineReporter(nodes, (line) => stderr.write(`${line}\n`), stderr.hasColours ? ansiStyle : {});
  return (event) => {
    stdout.write(`${JSON.stringify(event)}\n`);
    if (event.event === 'run-ended' && event.status === 'failed') stderr.write(`${describeEnd(event)}\n`);
  };
}

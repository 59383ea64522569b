import type { NodePorts } from '../../run/executeNode';
import { runFlow } from '../../run/executor';
import type { Prices } from '../../models/prices';
import { CallMeter, type FailureScope, type Spending } from './callMeter';
import type { TableProcess } from './tableProcess';

export interface RowPorts extends NodePorts {
  readonly prices: Prices;
}

/** What became of one row, and what it took. */
export type RowOutcome = Spending & ({ readonly result: string } | { readonly error: string; readonly scope: FailureScope });

/** Runs a process's flow on one row's text. Undefined: the run was cancelled before the row was done. */
export async function runRow(
  { request, inputNode, outputNode, builtIn, isImplicit }: TableProcess,
  { text, promptColumns }: { readonly text: string; readonly promptColumns: ReadonlyMap<string, string> },
  ports: RowPorts,
  signal: AbortSignal,
): Promise<RowOutcome | undefined> {
  const meter = new CallMeter(ports.prices);
  let failure = 'The flow ended without an output.';
  const { status, outputs } = await runFlow(
    { ...request, inputs: new Map([[inputNode, text]]), columns: promptColumns },
    {
      ...(ports.search && { search: meter.watch(ports.search) }),
      prices: ports.prices,
      ask: (asked, aborted) => meter.count({ ...asked, ...(builtIn && { process: builtIn }) }, ports.ask, aborted),
      emit: (event) => {
        // Nobody has seen the nodes of an implicit flow: its failure is the model's.
        if (event.event === 'node-failed' && isImplicit) failure = event.error;
        if (event.event === 'run-ended' && !isImplicit) failure = event.error ?? failure;
      },
    },
    signal,
  );
  if (status === 'cancelled') return undefined;
  const result = outputs.get(outputNode);
  if (status === 'completed' && result !== undefined) return { ...meter.spending, result };
  return { ...meter.spending, error: failure, scope: meter.scope };
}

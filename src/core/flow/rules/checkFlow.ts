import { connectionsOf, type Connection } from '../model';
import { rootRange, type FlowDocument } from '../parse/flowDocument';
import type { Problem, QuickFix, RuleId } from '../problem';
import { checkConnections } from './connections';
import type { RuleContext } from './context';
import type { Graph } from './graph';
import { checkTable, sourceColumns } from './processRules';
import { checkPrompts } from './promptRules';
import { checkSettings } from './settingRules';

/** Every problem of a document, in the order of the text. A document that cannot be read has its syntax problems only. */
export function checkFlow(document: FlowDocument, context: RuleContext): Problem[] {
  if (document.state === 'broken') return [...document.problems];
  const problems = [
    ...document.problems,
    ...(hasGraph(document) ? checkGraph(document) : []),
    ...checkPrompts(document, sourceColumns(document, context)),
    ...checkSettings(document, context),
    ...checkTable(document, context),
  ];
  return problems.sort((a, b) => a.range.start - b.range.start);
}

/**
 * The problems that forbid a run of the graph: all errors but those of the table half of the file, which has runs of its
 * own. A table workflow, which needs no graph, has none that could run.
 */
export function blockingProblems(document: FlowDocument, problems: readonly Problem[]): Problem[] {
  const tableHalf = ['source', 'processes'].flatMap((key) => document.locations.fields.get(key) ?? []);
  const isInTableHalf = ({ range }: Problem) => tableHalf.some(({ key, value }) => key.start <= range.start && range.end <= value.end);
  const errors = problems.filter((problem) => problem.severity === 'error' && !isInTableHalf(problem));
  return hasGraph(document) ? errors : [...checkGraph(document), ...errors];
}

/** The problems that forbid a table run: all errors but those of the graph, which count only where a process uses it. */
export function tableProblems<T extends Problem>(document: Pick<FlowDocument, 'flow'>, problems: readonly T[]): T[] {
  const usesGraph = document.flow.processes.some((process) => process.flow === 'self');
  return problems.filter(({ severity, rule }) => severity === 'error' && (usesGraph || !/^(connection|flow)\//.test(rule)));
}

/** The graph that the connection rules speak about. */
export function graphOf({ flow, untypedNodes }: Pick<FlowDocument, 'flow' | 'untypedNodes'>): Graph {
  return {
    types: new Map([
      ...flow.nodes.map((node) => [node.id, node.type] as const),
      ...untypedNodes.map((id) => [id, undefined] as const),
    ]),
    connections: connectionsOf(flow),
  };
}

/** A file that has processes and no `nodes` is a table workflow: it has no graph that could be incomplete. */
function hasGraph({ flow, locations }: FlowDocument): boolean {
  return locations.fields.has('nodes') || flow.processes.length === 0;
}

function checkGraph(document: FlowDocument): Problem[] {
  const fromRanges = document.flow.nodes.flatMap(({ id }) => document.locations.nodes.get(id)?.from ?? []);
  return checkConnections(graphOf(document)).map(({ rule, message, node, connection }) => {
    const inFrom = connection === undefined ? undefined : fromRanges[connection];
    const key = node === undefined ? undefined : document.locations.nodes.get(node)?.key;
    const fix = removableRules.has(rule) ? removal(connectionsOf(document.flow)[connection ?? -1]) : undefined;
    return {
      rule,
      severity: 'error',
      message,
      range: inFrom ?? key ?? rootRange(document, 'nodes'),
      ...(node !== undefined && { node }),
      ...(fix && { fix }),
    };
  });
}

/** Rules that are always mended by removing the connection at fault. */
const removableRules: ReadonlySet<RuleId> = new Set([
  'connection/unknown-node',
  'connection/input-has-pre-node',
  'connection/output-has-post-node',
  'connection/type-not-allowed',
  'connection/cycle',
]);

function removal(connection: Connection | undefined): QuickFix | undefined {
  if (!connection) return undefined;
  const title = `Remove the connection from “${connection.source}” to “${connection.target}”`;
  return { title, flowEdit: { kind: 'delete', nodes: [], connections: [connection] } };
}

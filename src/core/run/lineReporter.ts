import { isModelNode, type FlowNode } from '../flow/model';
import { plainLine } from '../text/plainLine';
import { costText } from '../text/amounts';
import type { Passage, Retrieval, RunEvent, Spent } from './events';

/** `text` is a node's own words; the others are said about it. */
export type LineRole = 'text' | 'status' | 'note' | 'warning' | 'error';

export interface LineReporterOptions {
  /** Dresses the prefix of a node's lines; `index` is the node's place in the run. */
  readonly paintPrefix?: (prefix: string, index: number) => string;
  readonly paintLine?: (line: string, role: LineRole) => string;
}

/** Longer names are not padded: they would push everybody's text to the right. */
const widestColumn = 20;

/**
 * Tells a run in whole lines, each with its node's name, so that nodes that run in parallel stay readable: a node's text is
 * kept back until its line is complete or the node has ended. Lines have no line end.
 */
export function createLineReporter(
  nodes: readonly FlowNode[],
  write: (line: string) => void,
  { paintPrefix = asItIs, paintLine = asItIs }: LineReporterOptions = {},
): (event: RunEvent) => void {
  const prefixes = prefixesOf(nodes, paintPrefix);
  const modelNodes = new Set(nodes.filter(isModelNode).map(({ id }) => id));
  const unfinished = new Map<string, string>();

  const writeLine = (node: string, text: string, role: LineRole) => {
    const sign = role === 'text' ? '│' : '•';
    write(`${prefixes.get(node) ?? node} ${sign} ${paintLine(plainLine(text), role)}`.trimEnd());
  };
  const writeText = (node: string, text: string) => {
    const lines = text.split('\n');
    lines[0] = (unfinished.get(node) ?? '') + (lines[0] ?? '');
    unfinished.set(node, lines.pop() ?? '');
    for (const line of lines) writeLine(node, line.replace(/\r$/, ''), 'text');
  };
  const endText = (node: string) => {
    const rest = unfinished.get(node);
    unfinished.delete(node);
    if (rest) writeLine(node, rest, 'text');
  };

  const tellRetrieval = (node: string, { knowledge_base, passages = [], warnings = [] }: Retrieval) => {
    if (knowledge_base !== undefined && passages.length > 0) writeLine(node, describePassages(knowledge_base, passages), 'note');
    for (const warning of warnings) writeLine(node, `warning: ${warning}`, 'warning');
  };

  return (event) => {
    switch (event.event) {
      case 'run-started':
        break;
      case 'node-started':
        if (modelNodes.has(event.node)) writeLine(event.node, 'running', 'status');
        break;
      case 'node-delta':
        if (event.attempt === undefined) writeText(event.node, event.text);
        else {
          endText(event.node);
          writeLine(event.node, `attempt ${event.attempt} follows; the text so far is void: ${event.reason ?? ''}`, 'warning');
        }
        break;
      case 'node-completed':
        endText(event.node);
        tellRetrieval(event.node, event);
        if (!event.found) {
          const isModel = modelNodes.has(event.node);
          writeLine(event.node, isModel ? missingTag : plainContent, isModel ? 'warning' : 'note');
        }
        writeLine(event.node, `completed${event.usage ? ` (${describeSpending(event)})` : ''}`, 'status');
        break;
      case 'node-failed':
        endText(event.node);
        tellRetrieval(event.node, event);
        writeLine(event.node, `failed: ${event.error}`, 'error');
        break;
      case 'node-skipped':
        endText(event.node);
        writeLine(event.node, `skipped: ${event.reason}`, 'note');
        break;
      case 'run-ended':
        write(paintLine(describeEnd(event), event.status === 'failed' ? 'error' : 'status'));
        if (event.usage) write(paintLine(`Together: ${describeSpending(event)}.`, 'status'));
    }
  };
}

const missingTag = 'warning: there is no <output> tag in the answer, so the whole answer is the output.';
const plainContent = 'no <output> tag in the content: the whole content is the output.';

/** How the run ended, as a sentence. */
export function describeEnd({ status, error }: Extract<RunEvent, { event: 'run-ended' }>): string {
  if (status === 'failed') return `The run failed. ${plainLine(error ?? '')}`.trimEnd();
  return status === 'completed' ? 'The run completed.' : 'The run was cancelled.';
}

/** Such as `812 tokens in, 93 out, $0.0012`. */
function describeSpending({ usage, cost }: Spent): string {
  const tokens = usage ? `${usage.input_tokens} tokens in, ${usage.output_tokens} out` : '';
  return cost === undefined ? tokens : `${tokens}, ${costText(cost)}`;
}

/** Such as `2 passages from “handbook”: faq.md:12 (0.81), rules.md:3 (0.44)`. */
function describePassages(knowledgeBase: string, passages: readonly Passage[]): string {
  const places = passages.map(({ source, line, score }) => `${source}:${line} (${score.toFixed(2)})`);
  return `${places.length} ${places.length === 1 ? 'passage' : 'passages'} from “${knowledgeBase}”: ${places.join(', ')}`;
}

function prefixesOf(nodes: readonly FlowNode[], paint: (prefix: string, index: number) => string): Map<string, string> {
  const names = nodes.map(({ id }) => plainLine(id));
  const width = names.reduce((widest, { length }) => (length > widestColumn ? widest : Math.max(widest, length)), 0);
  return new Map(nodes.map(({ id }, index) => [id, paint((names[index] ?? id).padEnd(width), index)]));
}

function asItIs(text: string): string {
  return text;
}

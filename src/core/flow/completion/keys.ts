import { builtInProcesses } from '../builtInProcesses';
import { isModelNode, type Flow } from '../model';
import type { FlowDocument } from '../parse/flowDocument';
import type { Completion } from './completion';
import type { Cursor } from './cursor';
import { builtInProcessDocumentation, keysOf, levelAt, type FormatKey } from './fileFormat';
import { writtenKey } from './written';

/** The keys that the map at the cursor could have and does not have yet. */
export function completeKeys(cursor: Cursor, { flow }: Pick<FlowDocument, 'flow'>): Completion[] {
  return possibleKeys(cursor, flow)
    .filter(({ name }) => !cursor.others.includes(name))
    .map((key) => ({
      label: key.name,
      kind: 'key',
      insert: writtenKey(key, cursor),
      range: cursor.range,
      ...(key.documentation !== '' && { documentation: key.documentation }),
      ...(key.form === 'choice' && !cursor.hasValue && cursor.quote === '' && { continues: true }),
    }));
}

function possibleKeys({ path, others }: Cursor, flow: Flow): readonly FormatKey[] {
  const level = levelAt(path);
  const [part, name] = path;
  if (level === 'node') return nodeKeys(flow, name ?? '');
  if (level === 'source') return sourceKeys(others);
  if (level === 'process') return keysOf(level).filter((key) => !isOtherWay(key.name, others, 'prompt', 'flow'));
  if (level) return keysOf(level);
  if (path.length !== 1) return [];
  if (part === 'processes') return builtInProcesses.map((process) => ({ name: process, documentation: builtInProcessDocumentation[process], form: 'choice' }));
  return part === 'layout' ? flow.nodes.map(({ id }) => ({ name: id, documentation: '', form: 'text' })) : [];
}

function nodeKeys(flow: Flow, id: string): FormatKey[] {
  const node = flow.nodes.find((each) => each.id === id);
  const forText = ['type', 'content', ...(node?.type === 'input' ? [] : ['from'])];
  return keysOf('node').filter(({ name }) => {
    if (!node) return true;
    return isModelNode(node) ? name !== 'content' : forText.includes(name);
  });
}

function sourceKeys(others: readonly string[]): FormatKey[] {
  return keysOf('source').filter(({ name }) => {
    if (name === 'query' || name === 'key') return !others.includes('file') && !isOtherWay(name, others, 'query', 'key');
    return !isOtherWay(name, others, 'file', 'connection');
  });
}

/** Whether one of two keys that exclude each other is asked about, and the other is there. */
function isOtherWay(name: string, others: readonly string[], one: string, other: string): boolean {
  return (name === one && others.includes(other)) || (name === other && others.includes(one));
}

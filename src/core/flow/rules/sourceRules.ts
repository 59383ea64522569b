import type { ConnectionSource, FileSource } from '../model';
import type { FlowDocument, SourceLocation } from '../parse/flowDocument';
import { closest } from '../../text/closest';
import type { Problem } from '../problem';
import type { RuleContext } from './context';
import { missingFile } from './missingFile';
import { unknownColumn } from './unknownColumn';

/** Where the rows come from: a file that can be read, or a connection that has been set up. */
export function checkSource({ flow, locations }: FlowDocument, context: RuleContext): Problem[] {
  if (!flow.source || !locations.source) return [];
  return flow.source.kind === 'file' ? checkFile(flow.source, locations.source, context) : checkConnection(flow.source, locations.source, context);
}

/** The columns that tell rows apart, where those of the source are known. */
export function checkRowKey({ flow, locations, text }: FlowDocument, known: readonly string[] | undefined): Problem[] {
  return (flow.source?.row_key ?? []).flatMap((column, index) => {
    const range = locations.source?.row_key[index];
    return !range || !known || known.includes(column) ? [] : [unknownColumn(column, known, range, text)];
  });
}

function checkFile({ path }: FileSource, { fields, value }: SourceLocation, { files }: RuleContext): Problem[] {
  const range = fields.get('file')?.value ?? value;
  const facts = files?.get(path);
  const message = missingFile(`The source “${path}”`, facts);
  if (message !== undefined) return [{ rule: 'source/not-found', severity: 'error', message, range }];
  const unreadable = facts?.state === 'found' ? facts.unreadable : undefined;
  if (!unreadable) return [];
  return [{ rule: 'source/unreadable', severity: unreadable.ofUnknownKind ? 'error' : 'warning', message: `Rows cannot be read from the source. ${unreadable.reason}`, range }];
}

function checkConnection({ connection }: ConnectionSource, { fields, value }: SourceLocation, { connections }: RuleContext): Problem[] {
  if (!connections || connections.has(connection)) return [];
  const close = closest([...connections], connection);
  const hint = close === undefined ? 'Add it with “LLM Flow: Add Source Connection”.' : `Did you mean “${close}”?`;
  return [
    {
      rule: 'source/unknown-connection',
      severity: 'error',
      message: `There is no connection “${connection}”. ${hint}`,
      range: fields.get('connection')?.value ?? value,
      fix: { title: `Add connection “${connection}”…`, addConnection: connection },
    },
  ];
}

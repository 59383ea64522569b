import { parseFlow } from '../parse/parseFlow';
import type { FlowDocument } from '../parse/flowDocument';
import type { TextEdit } from '../problem';
import { inlineText } from './scalarText';

/** Gives a workflow that has no source the lines that read from a connection; undefined where it has one, or they have no place. */
export function planSource(document: FlowDocument, { name, type }: { readonly name: string; readonly type?: string | undefined }): TextEdit[] | undefined {
  const { text, locations, state } = document;
  if (state === 'broken' || locations.fields.has('source')) return undefined;
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const what = type === 's3' ? 'key: folder/' : 'query: SELECT * FROM my_table';
  const lines = ['source:', `  connection: ${inlineText(name, 'block')}`, `  ${what}`].map((line) => line + eol).join('');
  // Its processes follow the source, as in the examples.
  const before = locations.fields.get('processes')?.key.start;
  const at = before ?? text.length;
  const gap = before === undefined && text !== '' && !text.endsWith('\n') ? eol : '';
  const edit = { range: { start: at, end: at }, text: gap + lines };
  const planned = parseFlow(text.slice(0, at) + edit.text + text.slice(at));
  const { source } = planned.flow;
  return planned.state === 'ok' && source?.kind === 'connection' && source.connection === name ? [edit] : undefined;
}

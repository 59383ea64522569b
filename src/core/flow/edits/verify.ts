import { isDeepStrictEqual } from 'node:util';
import type { FlowEdit } from '../flowEdit';
import type { TextEdit } from '../problem';
import { EditRefused } from './editRefused';
import { applyMeaning } from './meaning';
import { readPlain, type PlainMap } from './plain';
import { readSource, type Source } from './source';
import { applyEdits } from './textEdits';

/** The safety net: throws unless the edited text can be read and says what the edit means, and nothing else. */
export function verify(source: Source, edit: FlowEdit, edits: readonly TextEdit[]): void {
  const expected = readPlain(source);
  applyMeaning(expected, edit);
  const actual = readPlain(readEdited(source, edits));
  if (!isDeepStrictEqual(actual, expected) || !isDeepStrictEqual(orderOf(actual), orderOf(expected))) throw refusal(source);
}

/** Of processes, the order has a meaning. */
function orderOf(flow: PlainMap): string[] {
  const processes = flow.get('processes');
  return processes instanceof Map ? [...processes.keys()] : [];
}

function readEdited(source: Source, edits: readonly TextEdit[]): Source {
  try {
    return readSource(applyEdits(source.text, edits));
  } catch (error) {
    if (error instanceof EditRefused) throw refusal(source);
    throw error;
  }
}

function refusal({ usesAliases }: Source): EditRefused {
  return new EditRefused(
    usesAliases
      ? 'Other parts of the file share this through a YAML anchor, and would change too. Edit the text.'
      : 'This part of the file is written in a way that the canvas cannot change safely. Edit the text.',
  );
}

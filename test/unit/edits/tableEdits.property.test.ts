import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planEdit } from '../../../src/core/flow/edits/planEdit';
import { applyEdits } from '../../../src/core/flow/edits/textEdits';
import type { TableEdit } from '../../../src/core/flow/flowEdit';
import { blockTable, jsonTable } from './generateTable';
import { outside, outsideJson } from './outside';
import { readTable, reduceTable, type TableModel } from './tableModel';

const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', ' ', '\n', '#', ':', '-', '"', "'", '\\', '😀', '{', ']', '|') }),
  fc.constantFrom('', 'no', '12', '~', 'two\nlines\n', '  led', 'ends\n\n\n', '- item', 'a: b', '* point'),
);

const stepArbitrary = fc.record({
  kind: fc.constantFrom('add', 'rename', 'columns', 'fields', 'all', 'remove', 'move', 'source'),
  a: fc.nat(),
  b: fc.nat(),
  text: anyText,
});

type Step = typeof stepArbitrary extends fc.Arbitrary<infer Shape> ? Shape : never;

/** The step as an edit that suits the table as it is; undefined where it has no room for one. */
function editOf({ processes }: TableModel, { kind, a, b, text }: Step): TableEdit | undefined {
  const pick = <T>(items: readonly T[], index: number) => items[index % items.length]!;
  const name = text.trim() === '' || /[\r\n]/.test(text) ? `new ${a}` : text;
  const isFree = !processes.some((process) => process.name === name);
  const column = pick([['review'], [name], ['title', 'results.sentiment'], [name, 'b', '# c']], b);
  const fields = pick([{ prompt: text }, { flow: 'self', prompt: null }, { temperature: (b % 21) / 10, stop: [text, 'END'] }, { prompt: null, flow: null, model_type: null, stop: null }, { knowledge_base: false as const, intensity: 3 }], a);
  if (kind === 'source') {
    const file = { kind: 'file', path: name } as const;
    return { kind: 'set-source', source: pick([file, { kind: 'connection', connection: name, query: text === '' ? 'SELECT 1' : text }, { kind: 'connection', connection: 'lake', key: name }], a) };
  }
  if (kind === 'add') return isFree ? { kind: 'add-process', name, fields: { column, ...(b % 2 === 0 && fields) } } : undefined;
  if (processes.length === 0) return undefined;
  const process = pick(processes, b).name;
  switch (kind) {
    case 'rename':
      return isFree ? { kind: 'update-process', process, changes: { name } } : undefined;
    case 'columns':
      return { kind: 'update-process', process, changes: { column } };
    case 'fields':
      return { kind: 'update-process', process, changes: fields };
    case 'all':
      return isFree ? { kind: 'update-process', process, changes: { name, column, ...fields } } : undefined;
    case 'remove':
      return { kind: 'remove-process', process };
    default:
      return { kind: 'move-process', process, to: a % processes.length };
  }
}

/** The entries that the edit may touch, by their names before and after it. */
function touched({ processes }: TableModel, edit: TableEdit): string[][] {
  switch (edit.kind) {
    case 'add-process':
      return processes.length === 0 ? [['processes']] : [['processes', edit.name]];
    case 'remove-process':
      return processes.length === 1 ? [['processes']] : [['processes', edit.process]];
    case 'update-process': {
      const { name = edit.process } = edit.changes;
      const readers = name === edit.process ? [] : processes.filter(({ columns }) => columns.includes(`results.${edit.process}`));
      return [edit.process, name, ...readers.map((reader) => reader.name)].map((each) => ['processes', each]);
    }
    case 'set-source':
      return [['source']];
    default:
      return processes.map(({ name }) => ['processes', name]);
  }
}

function check(text: string, steps: readonly Step[], strip: typeof outside): void {
  let before = text;
  for (const step of steps) {
    const model = readTable(before);
    const edit = editOf(model, step);
    if (!edit) continue;
    const edits = planEdit(before, edit);
    const after = applyEdits(before, edits);
    const expected = reduceTable(model, edit);
    const told = JSON.stringify({ edit, before, after });
    assert.deepEqual(readTable(after), expected, told);
    const paths = touched(model, edit);
    const [rest, old] = [strip(after, paths), strip(before, paths)];
    if (edit.kind === 'move-process') assertMoved(before, after, told);
    else assert.equal(settle(before, rest), settle(before, old), told);
    if (edit.kind === 'update-process' && edit.changes.column === undefined && !dropsLines(edit)) assert.deepEqual(comments(after), comments(before), told);
    if (edit.kind === 'add-process') assert.deepEqual(comments(after), comments(before), told);
    before = after;
  }
}

function dropsLines({ changes }: Extract<TableEdit, { kind: 'update-process' }>): boolean {
  return Object.values(changes).some((value) => value === null || Array.isArray(value)) || changes.prompt !== undefined;
}

/** The comments that the generator writes, wherever they stand. */
function comments(text: string): string[] {
  return [...text.matchAll(/# (?:above|beside|deeper|item|asks|ours|all|version|what)[^\r\n]*/g)].map(([comment]) => comment).sort();
}

/** The same lines in another order, comments and all; blank lines may go where they would be content. */
function assertMoved(before: string, after: string, told: string): void {
  const lines = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => line.replace(/,$/, '')).sort();
  if (before.includes('\n')) assert.deepEqual(lines(after), lines(before), told);
  assert.equal(after.includes('\r'), before.includes('\r'), told);
}

/** A last line without a line break gets one when a line is added behind it; blank lines that would fall to a text with `|+` go. */
function settle(before: string, rest: string): string {
  const ended = rest.replace(/[\r\n]+$/, '');
  return /\|\d?\+/.test(before) ? ended.replace(/\n(?:[ \t]*\r?\n)+/g, '\n') : ended;
}

describe('edits of source and processes, over random documents', function () {
  this.timeout(120_000);
  const steps = fc.array(stepArbitrary, { minLength: 1, maxLength: 4 });

  it('say what was meant and leave every other byte of a commented YAML file as it was', () => {
    fc.assert(fc.property(blockTable, steps, (text, all) => check(text, all, outside)), { numRuns: 300 });
  });

  it('keep JSON valid JSON', () => {
    fc.assert(fc.property(jsonTable, steps, (text, all) => check(text, all, outsideJson)), { numRuns: 200 });
  });

  it('come back to the same text when a process is moved and moved back', () => {
    const property = fc.property(fc.oneof(blockTable, jsonTable), fc.nat(), fc.nat(), (text, a, b) => {
      fc.pre(!text.includes('|+'));
      const { processes } = readTable(text);
      const from = a % processes.length;
      const process = processes[from]!.name;
      const moved = applyEdits(text, planEdit(text, { kind: 'move-process', process, to: b % processes.length }));
      assert.equal(applyEdits(moved, planEdit(moved, { kind: 'move-process', process, to: from })), text);
    });
    fc.assert(property, { numRuns: 300 });
  });
});

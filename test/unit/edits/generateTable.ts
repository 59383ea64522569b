import fc from 'fast-check';

const names = ['sentiment', 'b-2', '12', 'x: y', "it's", '# h', 'null', 'long name'];
const columns = ['review', 'title 2', '7', 'a: b', 'results.sentiment', 'results.b-2', 'results.12', "results.it's"];

/** Lines of a process besides its columns, relative to its indentation. */
const fieldLines = fc.record({
  prompt: fc.constantFrom('', 'prompt: |  # asks\n  Say {input_data}\n\n    deeper', "prompt: 'it''s {input_data}'", 'prompt: |+\n  keep\n', 'prompt: >-\n  folded\n  text'),
  flow: fc.constantFrom('', 'flow: self # ours', 'flow: "other.llmflow"'),
  model_type: fc.constantFrom('', 'model_type: echo'),
  stop: fc.constantFrom('', 'stop: [ a , "b" ]', 'stop:\n- a # first\n- "b"\n'),
});

const processArbitrary = fc.record({
  form: fc.constantFrom('short', 'short', 'long', 'braces'),
  columns: fc.array(fc.constantFrom(...columns), { minLength: 1, maxLength: 3 }),
  list: fc.constantFrom('flow', 'block', 'compact', 'lines'),
  fields: fieldLines,
  columnLast: fc.boolean(),
  single: fc.boolean(),
  comments: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  blank: fc.boolean(),
});

type ProcessShape = typeof processArbitrary extends fc.Arbitrary<infer Shape> ? Shape : never;

function quoted(name: string, single: boolean): string {
  if (/^[a-z][\w.-]*( \w+)?$/.test(name) && name !== 'null') return name;
  return single ? `'${name.replaceAll("'", "''")}'` : JSON.stringify(name);
}

/** `key:` and the columns behind or below it, as one of them or a list. */
function columnLines(key: string, { columns: read, list, single, comments }: ProcessShape, pad: string, unit: string, numbered: string): string[] {
  const [beside, onItem] = comments;
  const written = read.map((column) => quoted(column, single));
  const comment = beside ? ` # beside ${numbered}` : '';
  if (written.length === 1 && list !== 'block') return [`${pad}${key}:  ${written[0]!}${comment}`];
  if (list === 'flow') return [`${pad}${key}: [ ${written.join(' , ')} ]${comment}`];
  if (list === 'lines') return [`${pad}${key}: [`, ...written.map((column) => `${pad}${unit}  ${column},`), `${pad}${unit}]${comment}`];
  const items = written.map((column, index) => `${pad}${list === 'block' ? unit : ''}- ${column}${onItem ? ` # item ${index} of ${numbered}` : ''}`);
  return [`${pad}${key}:${comment}`, ...items];
}

function processLines(name: string, shape: ProcessShape, pad: string, unit: string): string[] {
  const { form, fields, columnLast, comments, blank, single } = shape;
  const [, , above, deeper] = comments;
  const key = quoted(name, single);
  const lead = [...(blank ? [''] : []), ...(above ? [`${pad}# above ${name}`] : [])];
  const tail = deeper ? [`${pad}${unit}# deeper in ${name}`] : [];
  if (form === 'short') return [...lead, ...columnLines(key, shape, pad, unit, name), ...tail];
  if (form === 'braces') return [...lead, `${pad}${key}: {column: [${shape.columns.map((column) => quoted(column, false)).join(', ')}], flow: self}`];
  const deep = pad + unit;
  const rest = Object.values(fields).flatMap((lines) => (lines === '' ? [] : lines.replace(/\n$/, '').split('\n'))).map((line) => (line === '' ? '' : deep + line));
  const column = columnLines('column', shape, deep, unit, name);
  return [...lead, `${pad}${key}:`, ...(columnLast ? [...rest, ...column] : [...column, ...rest]), ...tail];
}

const sources = ['', 'source: rows.csv # ours', "source: 'rows.csv'", 'source:\n  file: rows.csv # ours\n  row_key: id', 'source: # from\n  connection: warehouse\n  query: |\n    SELECT 1\n  row_key: [id]', 'source: {file: rows.csv}'];

/** Commented tables in mixed styles: what people write by hand. */
export const blockTable: fc.Arbitrary<string> = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 5 }),
    processes: fc.array(processArbitrary, { minLength: 5, maxLength: 5 }),
    unit: fc.constantFrom('  ', '    ', '   '),
    eol: fc.constantFrom('\n', '\r\n'),
    start: fc.constantFrom('', '\ufeff', '---\n', '# head\n\n'),
    source: fc.constantFrom(...sources),
    end: fc.constantFrom('', '# tail\n', 'layout: {}\n', '\n\nx-note: 1\n'),
    finalBreak: fc.boolean(),
  })
  .map(({ names: found, processes, unit, eol, start, source, end, finalBreak }) => {
    const lines = [
      'llmflow: 1 # version',
      ...(source === '' ? [] : source.split('\n')),
      '',
      '# what is done',
      'processes: # all',
      ...found.flatMap((name, index) => processLines(name, processes[index]!, unit, unit)),
    ];
    const text = `${start}${lines.join('\n')}\n${end}`;
    return (finalBreak ? text : text.replace(/\n+$/, '')).replaceAll('\n', eol);
  });

/** The same kind of table as JSON, compact or spread over lines. */
export const jsonTable: fc.Arbitrary<string> = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom(...names.filter((name) => name !== '12')), { minLength: 1, maxLength: 5 }),
    processes: fc.array(processArbitrary, { minLength: 5, maxLength: 5 }),
    source: fc.constantFrom(undefined, 'rows.csv', { file: 'rows.csv', row_key: 'id' }, { connection: 'lake', key: 'a/' }),
    space: fc.constantFrom(undefined, 2, 4, '\t'),
    eol: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ names: found, processes, source, space, eol }) => {
    const entries = found.map((name, index) => {
      const { form, columns: read } = processes[index]!;
      const column = read.length === 1 ? read[0]! : read;
      return [name, form === 'short' ? column : { column, prompt: 'text\n' }] as const;
    });
    return JSON.stringify({ llmflow: 1, source, processes: Object.fromEntries(entries) }, null, space).replaceAll('\n', eol);
  });

import fc from 'fast-check';

const ids = ['a', 'b-2', '12', '7', 'x: y', '😀', 'null', "it's", '[z', '# h', 'true', 'long name'];
const types = ['input', 'generation', 'ensemble', 'validation', 'output'];

/** A scalar's source after `key:`, with body lines relative to the key's indentation. */
const texts = [
  { head: ' plain text', body: [] },
  { head: " 'single ''quoted'''", body: [] },
  { head: ' "double \\n quoted"', body: [] },
  { head: ' | # why', body: ['  literal', '', '    deeper', '  # no comment'] },
  { head: ' |-', body: ['  strip'] },
  { head: ' |+', body: ['  keep', ''] },
  { head: ' |2', body: ['    indented', '  text'] },
  { head: ' >', body: ['  folded', '  text'] },
  { head: '', body: ['  on the next', '  line'] },
];

/** Lines of a node, or of the root, that are more than a text. */
const settings = {
  temperature: ['temperature: 0.5 # cool'],
  max_output_tokens: ['max_output_tokens:   100'],
  // A comment at the key's own column belongs as much to what follows the list, so it stays when the items below it go.
  stop: ["stop: 'END'", 'stop: [ a , "b" ]', 'stop: # why\n  - a # first\n  # between\n  - "b"\n', 'stop:\n- a # first\n- "b"\n', 'stop: [a]'],
  knowledge_base: ['knowledge_base: false # none', 'knowledge_base: "handbook"', 'knowledge_base:'],
  intensity: ['intensity: high', 'intensity: 0x10 # hex'],
} as const;

const settingLines = fc.record({
  temperature: fc.constantFrom('', ...settings.temperature),
  max_output_tokens: fc.constantFrom('', ...settings.max_output_tokens),
  stop: fc.constantFrom('', ...settings.stop),
  knowledge_base: fc.constantFrom('', ...settings.knowledge_base),
  intensity: fc.constantFrom('', ...settings.intensity),
});

const rootSettings = fc.record({
  llm_provider: fc.constantFrom('', 'llm_provider: "openai" # ours'),
  knowledge_base: fc.constantFrom('', "knowledge_base: 'handbook'"),
  intensity: fc.constantFrom('', ...settings.intensity),
  prompts: fc.constantFrom('', 'prompts: # theirs\n  ensemble: |\n    Merge\n\n  # next\n  generation: "x" # y\n', 'prompts: {validation: check}', 'prompts:'),
});

function linesOf(shape: Readonly<Record<string, string>>): string[] {
  return Object.values(shape).flatMap((lines) => (lines === '' ? [] : lines.replace(/\n$/, '').split('\n')));
}

export interface Generated {
  readonly text: string;
  readonly ids: readonly string[];
}

const nodeArbitrary = fc.record({
  type: fc.constantFrom(...types),
  from: fc.array(fc.constantFrom(...ids), { maxLength: 3 }),
  fromStyle: fc.constantFrom('flow', 'block', 'compact'),
  flow: fc.boolean(),
  fields: fc.array(fc.tuple(fc.constantFrom('content', 'prompt', 'model_type', 'llm_provider'), fc.constantFrom(...texts)), {
    maxLength: 2,
  }),
  fromFirst: fc.boolean(),
  settings: settingLines,
  comments: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  blank: fc.boolean(),
  placed: fc.boolean(),
});

type NodeShape = typeof nodeArbitrary extends fc.Arbitrary<infer Shape> ? Shape : never;

function quoted(name: string, single: boolean): string {
  if (name === '12') return name;
  if (/^[a-z][\w-]*( \w+)?$/.test(name) && name !== 'null' && name !== 'true') return name;
  return single ? `'${name.replaceAll("'", "''")}'` : JSON.stringify(name);
}

function nodeLines(id: string, node: NodeShape, pad: string, unit: string): string[] {
  const [above, beside, between, onField, deeper, onItem] = node.comments;
  const deep = pad + unit;
  const names = node.from.map((name) => quoted(name, above === true));
  const lines = [...(node.blank ? [''] : []), ...(above ? [`${pad}# above a node`] : [])];
  if (node.flow) {
    const from = names.length === 0 ? '' : `, from: [${names.join(', ')}]`;
    return [...lines, `${pad}${quoted(id, false)}: {type: ${node.type}${from}}${beside ? ' # flow' : ''}`];
  }
  const from = [
    ...(names.length === 0 ? [] : []),
    ...(names.length === 1 && node.fromStyle !== 'block' ? [`${deep}from: ${names[0]!}${onField ? '  # one' : ''}`] : []),
    ...(names.length > 1 && node.fromStyle === 'flow'
      ? [`${deep}from: [ ${names.join(' , ')} ]${onField ? ' # list' : ''}`]
      : []),
    ...(names.length > 0 && (node.fromStyle === 'block' || (names.length > 1 && node.fromStyle === 'compact'))
      ? [
          `${deep}from:${onField ? ' # below' : ''}`,
          ...names.map((name) => `${deep}${node.fromStyle === 'block' ? unit : ''}- ${name}${onItem ? ' # item' : ''}`),
        ]
      : []),
  ];
  const fields = new Map(node.fields);
  const rest = [...fields].flatMap(([key, { head, body }]) => [
    ...(between ? [`${deep}# between`] : []),
    `${deep}${key}:${head}`,
    ...body.map((line) => (line === '' ? '' : deep + line)),
  ]);
  return [
    ...lines,
    `${pad}${quoted(id, false)}:${beside ? ' # beside' : ''}`,
    ...(node.fromFirst ? from : []),
    `${deep}type: ${node.type}`,
    ...(node.fromFirst ? [] : from),
    ...rest,
    ...linesOf(node.settings).map((line) => deep + line),
    ...(deeper ? [`${deep}# deeper`] : []),
  ];
}

/** Commented workflows in mixed styles: what people write by hand. */
export const blockDocument: fc.Arbitrary<Generated> = fc
  .record({
    ids: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 5 }),
    nodes: fc.array(nodeArbitrary, { minLength: 5, maxLength: 5 }),
    unit: fc.constantFrom('  ', '    ', '   '),
    eol: fc.constantFrom('\n', '\r\n'),
    start: fc.constantFrom('', '\ufeff', '---\n', '# head\n\n'),
    end: fc.constantFrom('', '# tail\n', '\n\n', '...\n'),
    root: rootSettings,
    layout: fc.constantFrom('block', 'flow', 'none'),
    finalBreak: fc.boolean(),
  })
  .map((shape) => {
    const pairs = shape.ids.map((id, index) => ({ id, node: shape.nodes[index]! }));
    const placed = pairs.filter(({ node }) => node.placed);
    const entries = placed.map(({ id }, index) => `${quoted(id, true)}: [${index}, ${index * 10}]`);
    const layout =
      placed.length === 0 || shape.layout === 'none'
        ? []
        : shape.layout === 'flow'
          ? [`layout: {${entries.join(', ')}}`]
          : ['layout: # places', ...entries.map((entry) => `${shape.unit}${entry} # at`)];
    const lines = [
      'llmflow: 1 # version',
      'name: "n"',
      '',
      ...linesOf(shape.root),
      'nodes:',
      ...pairs.flatMap(({ id, node }) => nodeLines(id, node, shape.unit, shape.unit)),
      '# between the parts',
      ...layout,
    ];
    const text = `${shape.start}${lines.join('\n')}\n${shape.end}`;
    const cut = shape.finalBreak || text.endsWith('...\n') ? text : text.replace(/\n+$/, '');
    return { text: cut.replaceAll('\n', shape.eol), ids: shape.ids };
  });

/** The same kind of workflow as JSON, compact or spread over lines. */
export const jsonDocument: fc.Arbitrary<Generated> = fc
  .record({
    ids: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 5 }),
    nodes: fc.array(nodeArbitrary, { minLength: 5, maxLength: 5 }),
    space: fc.constantFrom(undefined, 2, 4, '\t'),
    eol: fc.constantFrom('\n', '\r\n'),
  })
  .map((shape) => {
    const nodes = shape.ids.map((id, index) => {
      const { type, from, fields } = shape.nodes[index]!;
      const list = from.length === 0 ? {} : { from: from.length === 1 ? from[0] : from };
      return [id, { type, ...list, ...Object.fromEntries(fields.map(([key]) => [key, 'text\n'])), ...(fields.length > 0 && { temperature: 1, stop: ['a', 'b'], knowledge_base: false }) }];
    });
    const layout = Object.fromEntries(
      shape.ids.filter((_, index) => shape.nodes[index]!.placed).map((id, index) => [id, [index, 5]]),
    );
    const text = JSON.stringify({ llmflow: 1, nodes: Object.fromEntries(nodes) as unknown, layout }, null, shape.space);
    return { text: text.replaceAll('\n', shape.eol), ids: shape.ids };
  });

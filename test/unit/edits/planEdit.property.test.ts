import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { WorkflowChanges } from '../../../src/core/flow/flowEdit';
import { modelNodeTypes, nodeTypes } from '../../../src/core/flow/model';
import { planEdit } from '../../../src/core/flow/edits/planEdit';
import { applyEdits } from '../../../src/core/flow/edits/textEdits';
import { blockDocument, jsonDocument, type Generated } from './generateDocument';
import { readModel, reduce, type GraphEdit, type Model } from './model';
import { outside, outsideJson } from './outside';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('a', ' ', '\n', '\t', '#', ':', '-', '"', "'", '\\', '\r', '😀', '{', ']', '|', '\u0085', '\ufeff'),
  }),
  fc.constantFrom(
    '',
    'no',
    '12',
    '~',
    'two\nlines\n',
    '  led\nby spaces',
    'ends\n\n\n',
    '\n\nstarts',
    '- item',
    'a: b',
    '* point',
    'lone \ud800',
    '---\n...\n',
  ),
);

const stepArbitrary = fc.record({
  kind: fc.constantFrom('add-node', 'delete', 'delete-connections', 'connect', 'reconnect', 'move', 'rename', 'update-node', 'update-settings', 'update-workflow'),
  a: fc.nat(),
  b: fc.nat(),
  x: fc.integer({ min: -500, max: 500 }),
  text: anyText,
  field: fc.constantFrom('content', 'prompt', 'llm_provider', 'model_type'),
});

type Step = typeof stepArbitrary extends fc.Arbitrary<infer Shape> ? Shape : never;

/** The step as an edit that suits the workflow as it is; undefined where it has no room for one. */
function editOf(model: Model, { kind, a, b, x, text, field }: Step): GraphEdit | undefined {
  const { nodes } = model;
  const pick = <T>(items: readonly T[], index: number) => items[index % items.length]!;
  const node = pick(nodes, a);
  const other = pick(nodes, b);
  const connections = nodes.flatMap(({ id, from }) => from.map((source) => ({ source, target: id })));
  switch (kind) {
    case 'add-node':
      return { kind, type: pick(nodeTypes, a), position: [x + 0.4, -x], ...(b % 2 === 0 && { from: other.id }) };
    case 'delete':
      return nodes.length < 2 ? undefined : { kind, nodes: [node.id], connections: [] };
    case 'delete-connections':
      return connections.length === 0
        ? undefined
        : { kind: 'delete', nodes: [], connections: [pick(connections, a), pick(connections, b)] };
    case 'connect':
      return { kind, source: node.id, target: other.id };
    case 'reconnect':
      return connections.length === 0
        ? undefined
        : {
            kind,
            old: pick(connections, a),
            new: b % 3 === 0 ? { source: other.id, target: pick(connections, a).target } : { source: node.id, target: other.id },
          };
    case 'move':
      return { kind, positions: { [node.id]: [x, x / 3], [other.id]: [-x, 0] } };
    case 'rename': {
      const to = text.trim() === '' || /[\r\n]/.test(text) ? `renamed ${a}` : text;
      return nodes.some(({ id }) => id === to) ? undefined : { kind, node: node.id, to };
    }
    case 'update-settings': {
      const values = {
        temperature: (b % 21) / 10,
        max_output_tokens: (b % 9999) + 1,
        stop: b % 3 === 0 ? text : [text, 'END', 'x y', ''].slice(0, (b % 4) + 1),
        reasoning_effort: text,
        knowledge_base: b % 2 === 0 ? text : false,
        intensity: b % 2 === 0 ? 'high' : (b % 50) + 1,
      } as const;
      const keys = Object.keys(values) as (keyof typeof values)[];
      const chosen = [pick(keys, a), pick(keys, a + b)];
      return { kind: 'update-node', node: node.id, changes: Object.fromEntries(chosen.map((key) => [key, a % 4 === 0 ? null : values[key]])) };
    }
    case 'update-workflow': {
      const values = { llm_provider: text, model_type: 'gpt', knowledge_base: text, intensity: b % 2 === 0 ? 'low' : (b % 50) + 1 } as const;
      const keys = Object.keys(values) as (keyof typeof values)[];
      const prompt = { [pick(modelNodeTypes, a)]: b % 3 === 0 ? null : text };
      return { kind, changes: { [pick(keys, b)]: a % 4 === 0 ? null : values[pick(keys, b)], ...(a % 2 === 0 && { prompts: prompt }) } };
    }
    default:
      return {
        kind: 'update-node',
        node: node.id,
        changes: { [field]: a % 5 === 0 ? null : text, ...(b % 3 === 0 && { model_type: b % 2 === 0 ? null : 'gpt' }) },
      };
  }
}

/** The entries that the edit may touch. */
function touched(before: Model, after: Model, edit: GraphEdit): string[][] {
  const ids = new Set([...before.nodes, ...after.nodes].map(({ id }) => id));
  const find = (model: Model, id: string) => model.nodes.find((node) => node.id === id);
  const paths: string[][] = [];
  for (const id of ids) {
    const [old, now] = [find(before, id), find(after, id)];
    if (!old || !now) paths.push(['nodes', id]);
    else if (old.from.join('\0') !== now.from.join('\0')) paths.push(['nodes', id, 'from']);
    if (JSON.stringify(before.layout[id]) !== JSON.stringify(after.layout[id])) paths.push(['layout', id]);
  }
  if (Object.keys(before.layout).length === 0 || Object.keys(after.layout).length === 0) paths.push(['layout']);
  if (edit.kind === 'update-workflow') paths.push(...workflowPaths(before, edit.changes));
  if (edit.kind === 'update-node') paths.push(...Object.keys(edit.changes).map((key) => ['nodes', edit.node, key]));
  return paths;
}

/** The keys of the root, and the prompts one by one as long as there are others. */
function workflowPaths({ others }: Model, { prompts = {}, ...settings }: WorkflowChanges): string[][] {
  const held = others.prompts instanceof Map ? others.prompts.size : 0;
  const whole = held === 0 || (held === 1 && Object.values(prompts).includes(null));
  return [...Object.keys(settings).map((key) => [key]), ...Object.keys(prompts).map((key) => (whole ? ['prompts'] : ['prompts', key]))];
}

function checkSequence(generated: Generated, steps: readonly Step[], strip: typeof outside): void {
  let text = generated.text;
  for (const step of steps) {
    const before = readModel(text);
    const edit = editOf(before, step);
    if (!edit) continue;
    const edits = planEdit(text, edit);
    edits.reduce((offset, { range }) => {
      assert.ok(
        offset <= range.start && range.start <= range.end && range.end <= text.length,
        'edits are sorted, disjoint and in bounds',
      );
      return range.end + 1;
    }, 0);
    const next = applyEdits(text, edits);
    const expected = reduce(before, edit);
    assert.deepEqual(readModel(next), expected, JSON.stringify({ text, edit, next }));
    const paths = touched(before, expected, edit);
    assert.equal(settle(text, strip(next, paths)), settle(text, strip(text, paths)), JSON.stringify({ edit, text, next }));
    text = next;
  }
}

/**
 * Two differences are right: a last line without a line break gets one when a line is added behind it, and blank lines that would
 * fall to a text with `|+` above go with the entry between.
 */
function settle(before: string, rest: string): string {
  const ended = rest.replace(/[\r\n]+$/, '');
  return /\|\d?\+/.test(before) ? ended.replace(/\n(?:[ \t]*\r?\n)+/g, '\n') : ended;
}

describe('planEdit, over random documents and edits', function () {
  this.timeout(120_000);

  it('says what was meant and leaves every other byte of a commented YAML file as it was', () => {
    fc.assert(
      fc.property(blockDocument, fc.array(stepArbitrary, { minLength: 1, maxLength: 5 }), (document, steps) =>
        checkSequence(document, steps, outside),
      ),
      { numRuns: 400 },
    );
  });

  it('keeps JSON valid JSON', () => {
    fc.assert(
      fc.property(jsonDocument, fc.array(stepArbitrary, { minLength: 1, maxLength: 5 }), (document, steps) =>
        checkSequence(document, steps, outsideJson),
      ),
      { numRuns: 200 },
    );
  });

  it('writes every text so that it reads back', () => {
    const styles = [
      '',
      ' old',
      " 'old'",
      ' "old"',
      ' |\n      old\n      text',
      ' >-\n      old',
      ' |+ # kept\n      old\n',
      ' # comment',
      ' [a, list]',
      '\n      - a\n      - list',
    ];
    const property = fc.property(
      anyText,
      fc.constantFrom(...styles),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('', '\n\n', '\n# end\n', '\n    prompt: x\n', '\n      # deep\n'),
      (value, style, eol, end) => {
        const text = `nodes:\n  a:\n    content:${style}${end}`.replaceAll('\n', eol);
        const result = applyEdits(text, planEdit(text, { kind: 'update-node', node: 'a', changes: { content: value } }));
        const { nodes } = parse(result) as { nodes: { a: { content: string } } };
        assert.equal(nodes.a.content, value.replaceAll('\r\n', '\n'), JSON.stringify(result));
      },
    );
    fc.assert(property, { numRuns: 1000 });
  });

  it('finds the same workflow after connecting and disconnecting', () => {
    const property = fc.property(fc.oneof(blockDocument, jsonDocument), fc.nat(), fc.nat(), ({ text, ids }, a, b) => {
      const connection = { source: ids[a % ids.length]!, target: ids[b % ids.length]! };
      const before = readModel(text);
      fc.pre(!before.nodes.find(({ id }) => id === connection.target)!.from.includes(connection.source));
      const connected = applyEdits(text, planEdit(text, { kind: 'connect', ...connection }));
      assert.notDeepEqual(readModel(connected), before);
      assert.deepEqual(
        readModel(applyEdits(connected, planEdit(connected, { kind: 'delete', nodes: [], connections: [connection] }))),
        before,
      );
    });
    fc.assert(property, { numRuns: 200 });
  });
});

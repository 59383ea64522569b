import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as z from 'zod';
import { nodeTypes, type Connection, type NodeType } from '../../../src/core/flow/model';
import { checkConnections, refuseConnection, typesConnect } from '../../../src/core/flow/rules/connections';
import { readCases } from '../../support/fixtures';
import { referenceProblems } from './referenceRules';

const type = z.enum(nodeTypes);
const { matrix, graphs } = readCases(
  'connections.json',
  z.object({
    matrix: z.array(z.object({ from: type, to: type, allowed: z.boolean() })),
    graphs: z.array(
      z.object({
        name: z.string(),
        nodes: z.record(z.string(), type),
        edges: z.array(z.tuple([z.string(), z.string()])),
        problems: z.array(z.object({ rule: z.string(), node: z.string().optional() })),
      }),
    ),
  }),
);

interface PlainGraph {
  types: Map<string, NodeType>;
  connections: Connection[];
}

function problemsOf(graph: PlainGraph): string[] {
  return checkConnections(graph)
    .map(({ rule, node }) => `${rule} ${node ?? ''}`.trim())
    .sort();
}

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const graph: fc.Arbitrary<PlainGraph> = fc
  .tuple(
    fc.array(fc.constantFrom(...nodeTypes), { maxLength: ids.length }),
    fc.array(fc.record({ source: fc.constantFrom(...ids), target: fc.constantFrom(...ids) }), { maxLength: 9 }),
  )
  .map(([types, connections]) => {
    const named = new Map(types.map((nodeType, index) => [ids[index]!, nodeType]));
    // A connection stands on its post-node, so the post-node exists and its connections follow one another.
    return { types: named, connections: [...named.keys()].flatMap((id) => connections.filter(({ target }) => target === id)) };
  });

describe('connection rules', () => {
  for (const { from, to, allowed } of matrix) {
    it(`${from} → ${to} is ${allowed ? 'allowed' : 'refused'}`, () => {
      const types = new Map([['x', from], ['y', to]]);
      assert.equal(typesConnect(from, to), allowed);
      assert.equal(refuseConnection({ types, connections: [] }, { source: 'x', target: 'y' }) === undefined, allowed);
    });
  }

  for (const { name, nodes, edges, problems } of graphs) {
    it(name, () => {
      const connections = edges.map(([source, target]) => ({ source, target }));
      const expected = problems.map(({ rule, node }) => `${rule} ${node ?? ''}`.trim()).sort();
      assert.deepEqual(problemsOf({ types: new Map(Object.entries(nodes)), connections }), expected);
    });
  }

  it('agree with an independent implementation on random graphs', () => {
    fc.assert(
      fc.property(graph, ({ types, connections }) => {
        assert.deepEqual(problemsOf({ types, connections }), referenceProblems(types, connections));
      }),
      { numRuns: 2000 },
    );
  });

  it('refuse exactly the connections that would break a rule', () => {
    fc.assert(
      fc.property(graph, fc.constantFrom(...ids), fc.constantFrom(...ids), ({ types, connections }, source, target) => {
        const completing = /no-pre-node|no-post-node/;
        const breaks = (list: Connection[]) => referenceProblems(types, list).filter((problem) => !completing.test(problem));
        const before = breaks(connections);
        fc.pre(before.every((problem) => problem.startsWith('flow/')));
        const refused = refuseConnection({ types, connections }, { source, target }) !== undefined;
        const known = types.has(source) && types.has(target);
        assert.equal(refused, !known || breaks([...connections, { source, target }]).length > before.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('name the same connection in every message that is about one', () => {
    const types = new Map<string, NodeType>([['a', 'input'], ['g', 'generation'], ['h', 'generation'], ['o', 'output']]);
    const connections = [{ source: 'a', target: 'g' }, { source: 'g', target: 'h' }, { source: 'h', target: 'o' }];
    assert.deepEqual(checkConnections({ types, connections }), [
      {
        rule: 'connection/type-not-allowed',
        node: 'h',
        connection: 1,
        message: 'A generation-node cannot follow a generation-node: its pre-node must be an input-node.',
      },
    ]);
  });
});

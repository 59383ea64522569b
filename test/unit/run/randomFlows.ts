import fc from 'fast-check';
import type { FlowNode } from '../../../src/core/flow/model';
import { input, model, output } from './flows';

const step = fc.record({
  type: fc.constantFrom('generation' as const, 'validation' as const, 'ensemble' as const),
  /** Which of the nodes that can be followed, as parts of their number. */
  picks: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 3 }),
});

/** Flows that break no rule, in any order of their nodes. */
export const validFlow: fc.Arbitrary<FlowNode[]> = fc
  .record({ inputs: fc.integer({ min: 1, max: 3 }), steps: fc.array(step, { maxLength: 8 }), order: fc.array(fc.nat(), { minLength: 16, maxLength: 16 }) })
  .map(({ inputs, steps, order }) => {
    const nodes: FlowNode[] = Array.from({ length: inputs }, (_, index) => input(`in${index}`, `content ${index}`));
    const inputIds = nodes.map(({ id }) => id);
    const unused = new Set(inputIds);
    /** Nodes without a post-node, which may get one. */
    const open = new Set<string>();
    const follow = (ids: readonly string[]) => {
      for (const id of ids) {
        unused.delete(id);
        open.delete(id);
      }
    };
    steps.forEach(({ type, picks }, index) => {
      const candidates = type === 'generation' ? inputIds : [...inputIds, ...open];
      const from = [...new Set(picks.map((pick) => candidates[Math.floor(pick * candidates.length)]!))].slice(0, type === 'ensemble' ? 3 : 1);
      follow(from);
      const id = `n${index}`;
      nodes.push(model(id, type, ...from));
      open.add(id);
    });
    // Everything leads to the one output-node.
    const ends = [...open, ...unused];
    if (ends.length > 1) nodes.push(model('all', 'ensemble', ...ends));
    nodes.push(output('out', ends.length > 1 ? 'all' : ends[0]!));
    return nodes.map((node, index) => ({ node, key: order[index] ?? 0 })).sort((a, b) => a.key - b.key).map(({ node }) => node);
  });

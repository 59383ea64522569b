import { bundleForNode } from '../support/bundle.mjs';
import { digits, spread, table, times } from '../support/report.mjs';
import { interleave, ratios } from '../support/rounds.mjs';
import { cores, startWorker } from '../support/worker.mjs';

const contenders = [
  { work: 'yaml', name: '`yaml`: `parseDocument` alone' },
  { work: 'parse', name: '`parseFlow`: the flow, with the place of every part' },
  { work: 'diagnostics', name: '`parseFlow` and `checkFlow`: **every problem**' },
  { work: 'move', name: '`planEdit`: a node is moved, the edit planned and verified' },
];

/** @param {import('../support/bench').BenchOptions} options */
export async function benchDiagnostics({ node, isQuick }) {
  const nodes = isQuick ? 100 : 1_000;
  const rounds = isQuick ? 5 : 25;
  const module = await bundleForNode('diagnostics/worker.ts', 'diagnostics');
  const worker = await startWorker(module, { execPath: node, core: cores.measured });
  try {
    const { characters } = await worker.ask({ do: 'open', nodes });
    const measure = ({ work }) => worker.ask({ do: 'type', work });
    await interleave(contenders, 5, measure);
    const samples = await interleave(contenders, rounds, measure);
    const [floor] = contenders;
    const rows = contenders.map((contender) => {
      const beside = contender === floor ? '' : times(ratios(samples.get(contender), samples.get(floor)));
      return [contender.name, spread(samples.get(contender)), beside];
    });
    return [
      `A workflow of ${nodes} nodes (${digits(characters / 1000)} kB) after each of ${rounds} keystrokes in a prompt.`,
      table(['', 'ms', 'beside `yaml`'], rows),
    ].join('\n\n');
  } finally {
    worker.stop();
  }
}

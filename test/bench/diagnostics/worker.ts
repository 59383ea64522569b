import { performance } from 'node:perf_hooks';
import { parseDocument } from 'yaml';
import { planEdit } from '../../../src/core/flow/edits/planEdit';
import { parseFlow } from '../../../src/core/flow/parse/parseFlow';
import { checkFlow } from '../../../src/core/flow/rules/checkFlow';
import { providerIds } from '../../../src/core/models/catalog';
import { bigWorkflow } from '../support/bigWorkflow.mjs';
import { serveParent } from '../support/worker.mjs';

let text = '';
let keystrokes = 0;

/** The text after one more character, in a prompt in its middle. */
function typed(): string {
  const place = text.indexOf('Summarize', text.length / 4) + 'Summarize'.length;
  const word = String.fromCharCode(97 + (keystrokes++ % 26));
  text = text.slice(0, place) + word + text.slice(place);
  return text;
}

function parseAndCheck(changed: string): void {
  const problems = checkFlow(parseFlow(changed), { providers: providerIds });
  if (problems.length > 0) throw new Error(`The workflow has a problem: ${problems[0]?.message ?? ''}`);
}

const works: Readonly<Record<string, (changed: string) => void>> = {
  diagnostics: parseAndCheck,
  parse: (changed) => {
    if (parseFlow(changed).state !== 'ok') throw new Error('The workflow is broken.');
  },
  yaml: (changed) => {
    if (parseDocument(changed, { prettyErrors: false }).errors.length > 0) throw new Error('The workflow is not YAML.');
  },
  move: (changed) => {
    const edits = planEdit(changed, { kind: 'move', positions: { report: [keystrokes, -keystrokes] } });
    if (edits.length === 0) throw new Error('A move made no edits.');
  },
};

serveParent(process.version, {
  open({ nodes }: { nodes: number }) {
    text = bigWorkflow(nodes);
    return { characters: text.length };
  },
  /** Milliseconds from a keystroke to the result. */
  type({ work }: { work: string }) {
    const changed = typed();
    const start = performance.now();
    works[work]?.(changed);
    return performance.now() - start;
  },
});

import { randomUUID } from 'node:crypto';
import { stringify } from 'yaml';

/** The smallest valid workflow: one input-node, one output-node, and its own id. */
export function newWorkflowText(name: string): string {
  return `llmflow: 1
id: ${randomUUID()}
name: ${stringify(name).trim()}

nodes:
  input:
    type: input
    content: |
      Write the text to work on here.
  output:
    type: output
    from: input

layout:
  input: [0, 0]
  output: [360, 0]
`;
}

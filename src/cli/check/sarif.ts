import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { version } from '../../../package.json';
import { ruleIds } from '../../core/flow/problem';
import type { LocatedProblem, Workflow } from '../readWorkflow';
import { ruleDescriptions } from './ruleDescriptions';

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';

/** The problems as a SARIF 2.1.0 log with one run. Addresses are relative to `root` where the file stands below it. */
export function sarifLog(workflows: readonly Workflow[], root: string) {
  const rules = ruleIds.map((id) => ({
    id,
    shortDescription: { text: ruleDescriptions[id].text },
    defaultConfiguration: { level: ruleDescriptions[id].severity },
  }));
  return {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'llmflow', version, rules } },
        columnKind: 'utf16CodeUnits',
        results: workflows.flatMap(({ file, problems }) => problems.map((problem) => result(addressOf(file, root), problem))),
      },
    ],
  };
}

function result(uri: string, { rule, severity, message, node, start, end }: LocatedProblem) {
  const region = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  return {
    ruleId: rule,
    ruleIndex: ruleIds.indexOf(rule),
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, region },
        ...(node !== undefined && { logicalLocations: [{ name: node, kind: 'member' }] }),
      },
    ],
  };
}

function addressOf(file: string, root: string): string {
  const address = pathToFileURL(path.resolve(root, file)).href;
  const base = pathToFileURL(path.join(root, path.sep)).href;
  return address.startsWith(base) ? address.slice(base.length) : address;
}

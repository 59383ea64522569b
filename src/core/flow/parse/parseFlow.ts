import type { Alias, Document, Node } from 'yaml';
import { modelNodeTypes, type Flow, type ModelNodeType, type Position } from '../model';
import type { Problem, TextEdit, TextRange } from '../problem';
import { aliasTargets } from './aliasTargets';
import type { FieldLocation, FlowDocument } from './flowDocument';
import { parseYaml } from './parseYaml';
import { readNodes } from './readNodes';
import { readProcesses } from './readProcesses';
import { readIntensity, readKnowledgeBase } from './readSettings';
import { readSource } from './readSource';
import { rangeOf, YamlReader, type Entry } from './yamlReader';

const rootKeys = [
  'llmflow',
  'id',
  'name',
  'llm_provider',
  'model_type',
  'knowledge_base',
  'intensity',
  'prompts',
  'nodes',
  'source',
  'processes',
  'budget',
  'layout',
];
const textKeys = ['id', 'name', 'llm_provider', 'model_type'] as const;

/**
 * Reads a `.llmflow` text (docs/file-format.md). Never throws: what is wrong comes back as problems with ranges, and
 * everything that can be read is read.
 */
export function parseFlow(text: string): FlowDocument {
  const yaml = parseYaml(text);
  const aliases = aliasTargets(yaml);
  const syntax = syntaxProblems(yaml, aliases, text.length);
  const reader = new YamlReader(yaml, aliases);
  const root = reader.entries(yaml.contents, 'A workflow', rangeOf(yaml.contents) ?? { start: 0, end: text.length });
  const entries = new Map(root.map((entry) => [entry.name, entry]));
  for (const entry of root) {
    if (!rootKeys.includes(entry.name)) reader.unknownKey(entry, rootKeys, 'A workflow');
  }
  const state = syntax.length > 0 ? 'broken' : root.length === 0 && reader.problems.length === 0 ? 'empty' : 'ok';
  if (state === 'ok') checkVersion(reader, entries.get('llmflow'), root[0], text);

  const prompts = readPrompts(reader, entries.get('prompts'));
  const nodes = readNodes(reader, entries.get('nodes'));
  const source = readSource(reader, entries.get('source'));
  const processes = readProcesses(reader, entries.get('processes'));
  const knowledgeBase = readKnowledgeBase(reader, entries.get('knowledge_base'), 'the workflow');
  const intensity = readIntensity(reader, entries.get('intensity'), 'the workflow');
  const budget = readBudget(reader, entries.get('budget'));
  const flow: Flow = {
    ...reader.textFields(entries, textKeys, 'the workflow'),
    ...(knowledgeBase !== undefined && knowledgeBase !== false && { knowledge_base: knowledgeBase }),
    ...(intensity !== undefined && { intensity }),
    prompts: prompts.prompts,
    nodes: nodes.nodes,
    ...(source?.source && { source: source.source }),
    processes: processes.processes,
    ...(budget !== undefined && { budget }),
    layout: readLayout(reader, entries.get('layout')),
  };
  return {
    text,
    flow,
    locations: {
      fields: entries,
      nodes: nodes.locations,
      processes: processes.locations,
      prompts: prompts.locations,
      ...(source && { source: source.location }),
    },
    untypedNodes: nodes.untypedNodes,
    // What is made out of broken text is half there: its other problems would be noise.
    problems: state === 'broken' ? syntax : reader.problems,
    state,
  };
}

function syntaxProblems(yaml: Document, aliases: ReadonlyMap<Alias, Node | undefined>, length: number): Problem[] {
  const unresolved = [...aliases].flatMap(([alias, target]) => (target ? [] : [alias]));
  return [
    ...yaml.errors.map(({ message, pos }) =>
      // An error at the end of the text is placed one character behind it.
      syntaxProblem(sentence(message), { start: Math.min(pos[0], length), end: Math.min(pos[1], length) }),
    ),
    ...unresolved.map((alias) =>
      syntaxProblem(`There is no anchor “&${alias.source}” before this alias.`, rangeOf(alias) ?? { start: 0, end: 0 }),
    ),
  ];
}

function syntaxProblem(message: string, range: TextRange): Problem {
  return { rule: 'document/syntax', severity: 'error', message, range };
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function checkVersion(reader: YamlReader, entry: Entry | undefined, first: Entry | undefined, text: string): void {
  if (!entry) {
    const edit = first && !reader.isFlowStyle ? insertBefore(first, 'llmflow: 1', text) : undefined;
    reader.problems.push({
      rule: 'document/unsupported-version',
      severity: 'warning',
      message: 'The file does not say its format version. Add “llmflow: 1” as the first line.',
      range: { start: 0, end: 0 },
      ...(edit && { fix: { title: 'Add “llmflow: 1”', edits: [edit] } }),
    });
  } else if (reader.scalar(entry) !== 1) {
    reader.report(
      'document/unsupported-version',
      entry.value,
      'This version of LLM Flow reads format version 1. Update LLM Flow, or write “llmflow: 1”.',
    );
  }
}

/** A line before an entry that begins one itself. */
function insertBefore({ key }: Entry, line: string, text: string): TextEdit | undefined {
  const indent = /[^\n\r\uFEFF]*$/.exec(text.slice(0, key.start))?.[0] ?? '';
  if (indent.trim() !== '') return undefined;
  return { range: { start: key.start, end: key.start }, text: `${line}\n${indent}` };
}

function readPrompts(reader: YamlReader, entry: Entry | undefined) {
  const prompts: Partial<Record<ModelNodeType, string>> = {};
  const locations = new Map<ModelNodeType, FieldLocation>();
  for (const item of entry ? reader.entries(entry.node, '`prompts`', entry.value) : []) {
    const type = modelNodeTypes.find((known) => known === item.name);
    if (!type) {
      reader.unknownKey(item, modelNodeTypes, '`prompts`');
      continue;
    }
    locations.set(type, item);
    const prompt = reader.text(item, `The prompt for ${type}`);
    if (prompt !== undefined) prompts[type] = prompt;
  }
  return { prompts, locations };
}

function readBudget(reader: YamlReader, entry: Entry | undefined): number | undefined {
  const value = entry && reader.scalar(entry);
  if (!entry || value === null) return undefined;
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  reader.report('document/invalid-value', entry.value, '`budget` must be a number above 0: the US dollars that one table run may spend.');
  return undefined;
}

function readLayout(reader: YamlReader, entry: Entry | undefined): ReadonlyMap<string, Position> {
  const layout = new Map<string, Position>();
  for (const item of entry ? reader.entries(entry.node, '`layout`', entry.value) : []) {
    const [x, y] = reader.numbers(item, 2) ?? [];
    if (x !== undefined && y !== undefined) layout.set(item.name, [x, y]);
    else reader.report('document/invalid-value', item.value, `The position of “${item.name}” must be two numbers: [x, y].`);
  }
  return layout;
}

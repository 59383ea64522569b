import { nodeTypes, type FlowNode, type NodeType } from '../model';
import type { TextRange } from '../problem';
import type { NodeLocation } from './flowDocument';
import { readSettings, settingKeys } from './readSettings';
import type { Entry, YamlReader } from './yamlReader';

const commonKeys = ['type', 'from'];
const textNodeKeys = [...commonKeys, 'content'];
const modelNodeKeys: readonly string[] = [...commonKeys, 'prompt', ...settingKeys];

export interface ReadNodes {
  readonly nodes: FlowNode[];
  readonly untypedNodes: string[];
  readonly locations: Map<string, NodeLocation>;
}

export function readNodes(reader: YamlReader, entry: Entry | undefined): ReadNodes {
  const read: ReadNodes = { nodes: [], untypedNodes: [], locations: new Map() };
  if (!entry) return read;
  for (const nodeEntry of reader.entries(entry.node, '`nodes`', entry.value)) {
    const { node, location } = readNode(reader, nodeEntry);
    read.locations.set(nodeEntry.name, location);
    if (node) read.nodes.push(node);
    else read.untypedNodes.push(nodeEntry.name);
  }
  return read;
}

function readNode(reader: YamlReader, entry: Entry): { node: FlowNode | undefined; location: NodeLocation } {
  const id = entry.name;
  const fields = new Map(reader.entries(entry.node, `Node “${id}”`, entry.value).map((field) => [field.name, field]));
  const owner = `node “${id}”`;
  const type = readType(reader, entry, fields.get('type'));
  const fromField = fields.get('from');
  const from = fromField ? reader.texts(fromField, `\`from\` of ${owner}`, id) : [];
  const location = { key: entry.key, value: entry.value, fields, from: from.map((item) => item.range) };
  if (!type) return { node: undefined, location };

  const base = { id, from: from.map((item) => item.value) };
  const known = type === 'input' || type === 'output' ? textNodeKeys : modelNodeKeys;
  for (const field of fields.values()) {
    if (!known.includes(field.name)) reader.unknownKey(field, known, `Node “${id}” (${type})`, id);
  }
  if (type === 'input' || type === 'output') {
    return { node: { ...base, type, content: '', ...reader.textFields(fields, ['content'], owner, id) }, location };
  }
  const prompt = reader.textFields(fields, ['prompt'], owner, id);
  return { node: { ...base, type, ...prompt, ...readSettings(reader, fields, owner, id) }, location };
}

function readType(reader: YamlReader, node: Entry, field: Entry | undefined): NodeType | undefined {
  const types = `Types are: ${nodeTypes.join(', ')}.`;
  const report = (range: TextRange, message: string) => reader.report('node/unknown-type', range, message, { node: node.name });
  if (!field) {
    report(node.key, `Node “${node.name}” has no type. ${types}`);
    return undefined;
  }
  const name = reader.text(field, `\`type\` of node “${node.name}”`, node.name);
  const type = nodeTypes.find((known) => known === name);
  if (!type) report(field.value, `Node “${node.name}” has the unknown type “${name ?? ''}”. ${types}`);
  return type;
}

import path from 'node:path';
import type { Flow } from '../../core/flow/model';
import { UsageError, type Io } from '../io';
import { readBytes } from '../readWorkflow';
import { decodeUtf8 } from '../utf8';

/**
 * The values of `--input NODE=TEXT` by node: `-` stands for stdin, `@FILE` for a file's text. Throws `UsageError` for a
 * node that is not an input-node of the flow, and for what cannot be read.
 */
export async function readInputs(values: readonly string[], flow: Flow, io: Io): Promise<ReadonlyMap<string, string>> {
  const inputs = new Map<string, string>();
  const given = values.map((value) => splitInput(value, flow));
  if (given.filter(({ text }) => text === '-').length > 1) throw new UsageError('stdin (“-”) can be the text of one input-node only.');
  for (const { node, text } of given) {
    if (inputs.has(node)) throw new UsageError(`--input gives “${node}” a text twice.`);
    inputs.set(node, await readText(text, io));
  }
  return inputs;
}

function splitInput(value: string, flow: Flow): { node: string; text: string } {
  const node = longestId(value, flow) ?? value.split('=', 1)[0] ?? '';
  if (!value.startsWith(`${node}=`)) throw new UsageError(`--input “${value}” has no “=”. Write --input NODE=TEXT.`);
  const found = flow.nodes.find(({ id }) => id === node);
  const known = `Its input-nodes are: ${flow.nodes.filter(({ type }) => type === 'input').map(({ id }) => id).join(', ') || 'none'}.`;
  if (!found) throw new UsageError(`--input: the workflow has no node “${node}”. ${known}`);
  if (found.type !== 'input') throw new UsageError(`--input: “${node}” is a node of type ${found.type}, and only an input-node takes a text. ${known}`);
  return { node, text: value.slice(node.length + 1) };
}

/** A node's name may itself hold “=”. */
function longestId(value: string, flow: Flow): string | undefined {
  const ids = flow.nodes.map(({ id }) => id).filter((id) => value.startsWith(`${id}=`));
  return ids.sort((a, b) => b.length - a.length)[0];
}

async function readText(text: string, io: Io): Promise<string> {
  if (text === '-') return decode(await readAll(io.stdin), 'The text on stdin');
  if (!text.startsWith('@')) return text;
  const file = text.slice(1);
  return decode(await readBytes(path.resolve(io.cwd, file), file), `“${file}”`);
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array, what: string): string {
  const { text, invalid } = decodeUtf8(bytes);
  if (invalid) throw new UsageError(`${what} is not UTF-8.`);
  return text;
}

import { parse } from 'yaml';
import type { FlowEdit, TableEdit } from '../../../src/core/flow/flowEdit';

/** An own, plain account of a workflow and of what edits do to it, to hold the real one against. */
export interface ModelNode {
  id: string;
  from: string[];
  fields: Record<string, unknown>;
}

export interface Model {
  nodes: ModelNode[];
  layout: Record<string, unknown>;
  others: Record<string, unknown>;
}

export function readModel(text: string): Model {
  const root = parse(text, { mapAsMap: true }) as Map<string, unknown>;
  const nodes = [...((root.get('nodes') as Map<unknown, Map<string, unknown>> | null) ?? [])].map(([id, node]): ModelNode => {
    const { from, ...fields } = Object.fromEntries(node);
    const list: unknown[] = Array.isArray(from) ? from : from === undefined || from === null ? [] : [from];
    return { id: String(id), from: list.map(String), fields };
  });
  const others = Object.fromEntries([...root].filter(([key]) => key !== 'nodes' && key !== 'layout'));
  const layout = Object.fromEntries(
    [...((root.get('layout') as Map<unknown, unknown> | undefined) ?? [])].map(([id, place]) => [String(id), place]),
  );
  return { nodes, layout, others };
}

export type GraphEdit = Exclude<FlowEdit, TableEdit>;

export function reduce(model: Model, edit: GraphEdit): Model {
  const next = structuredClone(model);
  const node = (id: string) => next.nodes.find((candidate) => candidate.id === id)!;
  switch (edit.kind) {
    case 'add-node': {
      let id: string = edit.type;
      for (let count = 2; next.nodes.some((other) => other.id === id); count++) id = `${edit.type}_${count}`;
      next.nodes.push({
        id,
        from: edit.from === undefined ? [] : [edit.from],
        fields: { type: edit.type, ...(edit.type === 'input' && { content: '' }) },
      });
      next.layout[id] = edit.position.map((value) => Math.round(value) + 0);
      break;
    }
    case 'delete':
      next.nodes = next.nodes.filter(({ id }) => !edit.nodes.includes(id));
      for (const other of next.nodes) {
        other.from = other.from.filter(
          (source) =>
            !edit.nodes.includes(source) && !edit.connections.some((cut) => cut.source === source && cut.target === other.id),
        );
      }
      for (const id of edit.nodes) Reflect.deleteProperty(next.layout, id);
      break;
    case 'connect':
      if (!node(edit.target).from.includes(edit.source)) node(edit.target).from.push(edit.source);
      break;
    case 'reconnect': {
      const { old, new: moved } = edit;
      const from = node(old.target).from;
      const taken = node(moved.target).from.includes(moved.source);
      if (old.source === moved.source && old.target === moved.target) break;
      const index = from.indexOf(old.source);
      node(old.target).from = from.filter((source) => source !== old.source);
      if (taken) break;
      if (old.target === moved.target) node(old.target).from.splice(index, 0, moved.source);
      else node(moved.target).from.push(moved.source);
      break;
    }
    case 'move':
      for (const [id, position] of Object.entries(edit.positions))
        next.layout[id] = position.map((value) => Math.round(value) + 0);
      break;
    case 'rename': {
      node(edit.node).id = edit.to;
      for (const other of next.nodes) other.from = other.from.map((source) => (source === edit.node ? edit.to : source));
      const place = next.layout[edit.node];
      if (place !== undefined && edit.to !== edit.node) {
        Reflect.deleteProperty(next.layout, edit.node);
        next.layout[edit.to] = place;
      }
      break;
    }
    case 'update-node':
      change(node(edit.node).fields, edit.changes);
      break;
    case 'update-workflow': {
      const { prompts, ...settings } = edit.changes;
      change(next.others, settings);
      if (!prompts || Object.keys(prompts).length === 0) break;
      const before = next.others.prompts as Map<string, unknown> | undefined;
      const held = Object.fromEntries(before ?? []);
      change(held, prompts);
      if (Object.keys(held).length > 0) next.others.prompts = new Map(Object.entries(held));
      else if ((before?.size ?? 0) > 0) Reflect.deleteProperty(next.others, 'prompts');
    }
  }
  return next;
}

function change(fields: Record<string, unknown>, changes: object): void {
  for (const [key, value] of Object.entries(changes) as [string, unknown][]) {
    if (value === null) Reflect.deleteProperty(fields, key);
    else if (value !== undefined) fields[key] = unified(value);
  }
}

function unified(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unified);
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value;
}

import type { Flow, ModelNodeType } from '../model';
import type { Problem, TextRange } from '../problem';

export interface FieldLocation {
  readonly key: TextRange;
  readonly value: TextRange;
}

export type FieldLocations = ReadonlyMap<string, FieldLocation>;

export interface NodeLocation extends FieldLocation {
  readonly fields: FieldLocations;
  /** One range for each entry of the node's `from`, in its order. */
  readonly from: readonly TextRange[];
}

export interface ProcessLocation extends FieldLocation {
  readonly fields: FieldLocations;
  /** One range for each of the process's columns, in their order. */
  readonly columns: readonly TextRange[];
}

export interface SourceLocation extends FieldLocation {
  /** In the short form, `source: rows.csv`, `file` is there and stands for the whole. */
  readonly fields: FieldLocations;
  /** One range for each column of `row_key`, in their order. */
  readonly row_key: readonly TextRange[];
}

/** Where in the text each part of a flow stands. */
export interface FlowLocations {
  readonly fields: FieldLocations;
  readonly nodes: ReadonlyMap<string, NodeLocation>;
  readonly processes: ReadonlyMap<string, ProcessLocation>;
  readonly prompts: ReadonlyMap<ModelNodeType, FieldLocation>;
  /** There also where the source could not be read. */
  readonly source?: SourceLocation;
}

/** A workflow's text as read: the flow, where its parts stand, and what is wrong with the document itself. */
export interface FlowDocument {
  readonly text: string;
  readonly flow: Flow;
  readonly locations: FlowLocations;
  /** Nodes whose type is missing or unknown: they exist for connections, but are no part of the flow. */
  readonly untypedNodes: readonly string[];
  /** Problems of syntax and form (`document/…`, `node/unknown-type`); `checkFlow` adds those of the rules. */
  readonly problems: readonly Problem[];
  /** `broken`: the text is not YAML, so `flow` holds what could be made out. `empty`: there is nothing but comments. */
  readonly state: 'ok' | 'broken' | 'empty';
}

const documentStart: TextRange = { start: 0, end: 0 };

/** The range of a root key, else the start of the document. */
export function rootRange(document: Pick<FlowDocument, 'locations'>, key: string): TextRange {
  return document.locations.fields.get(key)?.key ?? documentStart;
}

/** The node whose entry in `nodes` holds the offset. */
export function nodeAt(document: Pick<FlowDocument, 'locations'>, offset: number): string | undefined {
  for (const [id, { key, value }] of document.locations.nodes) {
    if (key.start <= offset && offset <= value.end) return id;
  }
  return undefined;
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FileSource } from '../../../src/core/flow/model';
import type { Source, SourceRecord } from '../../../src/core/tables/source';
import { openSource } from '../../../src/core/tables/sources/openSource';
import type { WorkflowPlace } from '../../../src/core/workspace/findFile';

/** A workspace on disk with source files in it. */
export class TestWorkspace {
  private constructor(readonly folder: string) {}

  static async create(): Promise<TestWorkspace> {
    return new TestWorkspace(await mkdtemp(path.join(tmpdir(), 'llmflow-sources-')));
  }

  get place(): WorkflowPlace {
    return { folder: this.folder, workspace: this.folder };
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  async open(name: string, content?: string | Uint8Array): Promise<Source> {
    if (content !== undefined) await writeFile(this.path(name), content);
    return openSource(file(name), this.place);
  }

  /** The columns and all rows of a file. */
  async read(name: string, content?: string | Uint8Array): Promise<{ columns: readonly string[]; rows: Record<string, unknown>[]; lines: (number | undefined)[] }> {
    const source = await this.open(name, content);
    const records = await all(source);
    return { columns: await source.columns(never), rows: records.map(({ data }) => data), lines: records.map(({ line }) => line) };
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

export function file(path: string): FileSource {
  return { kind: 'file', path };
}

/** A signal that is never aborted. */
export const never = new AbortController().signal;

export async function all(source: Source, signal: AbortSignal = never): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  for await (const record of source.rows(signal)) records.push(record);
  return records;
}

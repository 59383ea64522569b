import type { StoreChange } from '../../store/records';
import { StoreError, type StoreWriter } from '../../store/store';
import type { SourceRecord } from '../source';
import { referenceIds } from './identity';
import type { RowPlan } from './plan';
import { hasReference, storedReferences } from './storedRows';

const batchRows = 1000;
const batchCharacters = 4 * 1024 * 1024;

interface PlannedRow {
  readonly plan: Exclude<RowPlan, { kind: 'keep' }>;
  readonly row_number: number;
  readonly data: SourceRecord['data'];
  readonly content: string;
}

/** Writes one source's rows to Table 1 in batches that are bounded in rows and in size. */
export class RowWriter {
  readonly #referenceId: (identity: string, ordinal: number) => string;
  #batch: PlannedRow[] = [];
  #characters = 0;

  constructor(
    private readonly source: string,
    private readonly store: StoreWriter,
    private readonly createdAt: string,
  ) {
    this.#referenceId = referenceIds(source);
  }

  async put(row: PlannedRow): Promise<void> {
    this.#batch.push(row);
    if (row.plan.kind !== 'move') this.#characters += row.content.length;
    if (this.#batch.length >= batchRows || this.#characters >= batchCharacters) await this.flush();
  }

  async flush(): Promise<void> {
    const batch = this.#batch;
    [this.#batch, this.#characters] = [[], 0];
    if (batch.length === 0) return;
    const stored = storedReferences(
      this.store,
      batch.flatMap(({ plan }) => (plan.kind === 'add' ? [] : [plan.rowid])),
    );
    const minted = new Set<string>();
    await this.store.write(batch.map((planned) => this.#change(planned, stored, minted)));
  }

  async remove(rowids: Iterable<number>, signal: AbortSignal): Promise<void> {
    const all = [...rowids];
    for (let start = 0; start < all.length; start += batchRows) {
      signal.throwIfAborted();
      const stored = storedReferences(this.store, all.slice(start, start + batchRows));
      await this.store.write([...stored.values()].map((reference_id) => ({ change: 'remove-source-row', reference_id })));
    }
  }

  #change({ plan, row_number, data }: PlannedRow, stored: ReadonlyMap<number, string>, minted: Set<string>): StoreChange {
    const reference_id = plan.kind === 'add' ? this.#mint(plan.identity, plan.ordinal, minted) : stored.get(plan.rowid);
    if (reference_id === undefined) {
      throw new StoreError(`A row of ${this.source} vanished from the workspace database while the source was being ingested. Ingest it again.`);
    }
    if (plan.kind === 'move') return { change: 'move-source-row', reference_id, row_number };
    return { change: 'put-source-row', row: { reference_id, source_connection: this.source, row_number, data, created_at: this.createdAt } };
  }

  /** A row whose content changed keeps its id, so the one that new content gives may be taken: then the next number gives one. */
  #mint(identity: string, ordinal: number, minted: Set<string>): string {
    for (let number = ordinal; ; number++) {
      const id = this.#referenceId(identity, number);
      if (minted.has(id) || hasReference(this.store, id)) continue;
      minted.add(id);
      return id;
    }
  }
}

import type { StoreWriter } from '../core/store/store';
import type { Io } from './io';

/** Opens the workspace's database for the time of `work`, and says what was found damaged in it. */
export async function withWriter<T>(workspace: string, purpose: string, io: Pick<Io, 'stderr'>, work: (store: StoreWriter) => Promise<T>): Promise<T> {
  const { openWriter } = await import('../core/store/openWriter');
  const store = await openWriter(workspace, { purpose });
  for (const warning of store.warnings) io.stderr.write(`llmflow: ${warning}\n`);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

import * as z from 'zod';
import { isRemoteProviderId, remoteProviderIds, type RemoteProviderId } from './catalog';

/** What can be used of a setting, and a sentence for each thing in it that cannot. */
export interface Checked<T> {
  readonly value: T;
  readonly problems: readonly string[];
}

export type Entries<T> = Readonly<Record<string, T>>;

/** Reads one entry; no value: it cannot be used. `path` is what messages call it. */
type ReadEntry<T> = (entry: unknown, path: string, key: string) => Checked<T | undefined>;

/** Checks a map entry by entry, so that one mistake costs one entry. */
export function readEntries<T>(map: unknown, path: string, read: ReadEntry<T>): Checked<Entries<T>> {
  const { data } = z.record(z.string(), z.unknown()).safeParse(map);
  if (!data) return { value: {}, problems: [`“${path}” must be an object.`] };
  const checked = Object.entries(data).map(([key, entry]) => ({ key, ...read(entry, `${path}.${key}`, key) }));
  return {
    value: Object.fromEntries(checked.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value]]))),
    problems: checked.flatMap(({ problems }) => problems),
  };
}

/** A map whose keys are providers. */
export function readByProvider<T>(map: unknown, path: string, read: ReadEntry<T>): Checked<Readonly<Partial<Record<RemoteProviderId, T>>>> {
  return readEntries(map, path, (entry, at, provider) => {
    if (isRemoteProviderId(provider)) return read(entry, at, provider);
    return { value: undefined, problems: [`“${at}”: there is no such provider. Choose from: ${remoteProviderIds.join(', ')}.`] };
  });
}

/** An entry that is used as a whole or not at all. */
export function checkEntry<T>(schema: z.ZodType<T>, entry: unknown, path: string): Checked<T | undefined> {
  const { data, error } = schema.safeParse(entry);
  return { value: data, problems: (error?.issues ?? []).map((issue) => `“${[path, ...issue.path].join('.')}” ${issue.message}.`) };
}

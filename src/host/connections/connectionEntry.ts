import * as z from 'zod';
import type { SourceConnection } from '../../core/tables/connections/connection';

const text = z.string().trim().min(1);

const databaseEntry = z.strictObject({
  type: z.enum(['postgresql', 'mysql']),
  host: text,
  port: z.int().min(1).max(65535).exactOptional(),
  database: text,
  user: text,
  tls: z.union([z.boolean(), z.literal('unverified')]).exactOptional(),
});

const s3Entry = z.strictObject({
  type: z.literal('s3'),
  bucket: text,
  region: text.exactOptional(),
  endpoint: z.string().regex(/^https?:\/\/[^\s@]+$/, 'must begin with https:// or http://, and hold no key').exactOptional(),
  forcePathStyle: z.boolean().exactOptional(),
  accessKeyId: text.exactOptional(),
});

/** A connection as it stands in the settings: all but its secret. */
export const connectionEntry = z.discriminatedUnion('type', [databaseEntry, s3Entry]);
export type ConnectionEntry = z.infer<typeof connectionEntry>;

/** The connection that an entry and its secret make; without one, or with an empty one, as for a server that asks for none. */
export function withSecret(entry: ConnectionEntry, secret: string | undefined): SourceConnection {
  if (secret === undefined || secret === '') return entry;
  return entry.type === 's3' ? { ...entry, secretAccessKey: secret } : { ...entry, password: secret };
}

/** What is wrong with an entry, without anything that it holds: somebody may have put a password there. */
export function entryFault(value: unknown): string | undefined {
  const checked = connectionEntry.safeParse(value);
  if (checked.success) return undefined;
  const [issue] = checked.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const hasSecret = issue.keys.some((key) => /password|secret|token/i.test(key));
    return hasSecret ? 'it holds a secret, which does not belong in settings' : `it has a key that is not known: ${issue.keys.join(', ')}`;
  }
  const field = issue?.path.map(String).join('.') ?? '';
  return field === '' ? 'it must be an object with a type' : `its “${field}” ${issue?.code === 'custom' || issue?.code === 'invalid_format' ? issue.message : 'is missing, or of the wrong form'}`;
}

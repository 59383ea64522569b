import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Connection } from '../../connections/connection';
import { connectionError } from '../connectionFailure';
import { fail } from '../sourceFile';
import { asSpoolError } from '../spool/noRoom';
import { asS3Error, type S3Origin } from './s3Failure';
import type { ListedObject, ObjectStore } from './objectSource';

/** How long (ms) a store may take to accept a connection, and how long it may send nothing. */
const connectionTimeout = 15_000;
const socketTimeout = 60_000;
const maxAttempts = 3;

/** A bucket of AWS or of a store that speaks S3. */
export function openS3(name: string, connectionName: string, connection: S3Connection, env: NodeJS.ProcessEnv): ObjectStore {
  const client = createClient(connectionName, connection, env);
  const origin: S3Origin = { name, connectionName, connection };
  const Bucket = connection.bucket;
  return {
    async *list(prefix, signal) {
      try {
        for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix: prefix }, { abortSignal: signal })) {
          for (const { Key, Size } of page.Contents ?? []) if (Key !== undefined) yield { key: Key, size: Size ?? 0 } satisfies ListedObject;
        }
      } catch (error) {
        signal.throwIfAborted();
        throw asS3Error(error, origin);
      }
    },
    async download(key, file, signal, begin) {
      try {
        const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket, Key: key }), { abortSignal: signal });
        if (!(Body instanceof Readable)) throw fail(name, `the store sends nothing for “${key}”. Try again.`);
        await begin(ContentLength ?? 0);
        await pipeline(Body, createWriteStream(file, { mode: 0o600 }), { signal });
      } catch (error) {
        signal.throwIfAborted();
        throw asS3Error(asSpoolError(name, error), origin);
      }
    },
    close: () => client.destroy(),
  };
}

/** All that the client needs is given, so that it looks for nothing on the network. */
function createClient(connectionName: string, connection: S3Connection, env: NodeJS.ProcessEnv): S3Client {
  const { region, endpoint, forcePathStyle } = connection;
  return new S3Client({
    region: region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1',
    ...(endpoint !== undefined && { endpoint }),
    forcePathStyle: forcePathStyle ?? endpoint !== undefined,
    credentials: credentialsOf(connectionName, connection, env),
    maxAttempts,
    // Stores other than AWS do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout, socketTimeout },
  });
}

function credentialsOf(connectionName: string, connection: S3Connection, env: NodeJS.ProcessEnv) {
  const { accessKeyId, secretAccessKey, sessionToken } =
    connection.accessKeyId === undefined
      ? { accessKeyId: env['AWS_ACCESS_KEY_ID'], secretAccessKey: env['AWS_SECRET_ACCESS_KEY'], sessionToken: env['AWS_SESSION_TOKEN'] }
      : connection;
  if (!accessKeyId || !secretAccessKey) {
    const missing = accessKeyId ? 'secret' : 'access key';
    throw connectionError(connectionName, `there is no ${missing}. Add it to the connection, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`);
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

import { S3ServiceException } from '@aws-sdk/client-s3';
import { errorText } from '../../../text/errorText';
import type { S3Connection } from '../../connections/connection';
import { SourceError } from '../../source';
import { connectionError, networkFailure } from '../connectionFailure';
import { fail } from '../sourceFile';

export interface S3Origin {
  /** The source's name. */
  readonly name: string;
  readonly connectionName: string;
  readonly connection: S3Connection;
}

/** What the library threw, in words. */
export function asS3Error(error: unknown, { name, connectionName, connection }: S3Origin): unknown {
  if (error instanceof SourceError) return error;
  const server = serverName(connection);
  const network = networkFailure(error, server);
  if (network !== undefined) return connectionError(connectionName, network, error);
  const message = errorText(error);
  if (error instanceof S3ServiceException) {
    if (error.name === 'NoSuchKey') return fail(name, `there is no such object in the bucket “${connection.bucket}”. Correct the key; a prefix ends with a slash.`, error);
    const reason = reasons[error.name]?.(connection);
    if (reason !== undefined) return connectionError(connectionName, reason, error);
    return connectionError(connectionName, `${server} refuses: ${error.name}${message === '' || message === error.name ? '' : `, ${message}`}.`, error);
  }
  if (error instanceof Error && error.name === 'TimeoutError') {
    return connectionError(connectionName, `${server} does not answer. Check the endpoint, and whether a firewall lies between.`, error);
  }
  return connectionError(connectionName, `${server}: ${message}`, error);
}

function serverName({ endpoint }: S3Connection): string {
  return endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint).host : 'AWS S3';
}

const wrongSecret = () => 'the secret does not belong to the access key. Correct it.';

const reasons: Readonly<Record<string, (connection: S3Connection) => string>> = {
  NoSuchBucket: ({ bucket }) => `there is no bucket “${bucket}” in the store. Correct its name, or the endpoint.`,
  InvalidAccessKeyId: () => 'the store does not know the access key. Correct it.',
  SignatureDoesNotMatch: wrongSecret,
  ExpiredToken: () => 'the session token has expired. Renew it.',
  InvalidToken: () => 'the store does not accept the session token. Renew or remove it.',
  AccessDenied: ({ bucket }) => `access to the bucket “${bucket}” is denied. The access key needs the rights to list and to read it (s3:ListBucket, s3:GetObject).`,
  PermanentRedirect: ({ bucket }) => `the bucket “${bucket}” lies in another region. Correct the region of the connection.`,
  AuthorizationHeaderMalformed: ({ bucket }) => `the bucket “${bucket}” lies in another region. Correct the region of the connection.`,
  RequestTimeTooSkewed: () => "this machine's clock is wrong by more than the store allows. Set it.",
};

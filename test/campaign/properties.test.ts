import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

const rounds = Number(process.env['LLMFLOW_ROUNDS'] ?? 20);

describe(`properties, ${rounds} times with random values that were never tried`, () => {
  const files = readdirSync(join(root, 'test/unit'), { recursive: true, encoding: 'utf8' })
    .map((file) => join('test/unit', file))
    .filter((file) => file.endsWith('.test.ts') && readFileSync(join(root, file), 'utf8').includes("from 'fast-check'"));

  for (let round = 1; round <= rounds; round++) {
    const seed = randomInt(2 ** 31);
    it(`hold for seed ${seed}`, () => {
      const { status, stdout } = spawnSync(process.execPath, ['node_modules/mocha/bin/mocha.js', '--timeout', '120000', '--reporter', 'dot', ...files], {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, LLMFLOW_SEED: String(seed) },
      });
      assert.equal(status, 0, stdout);
    });
  }
});

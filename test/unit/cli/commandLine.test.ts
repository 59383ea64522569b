import assert from 'node:assert/strict';
import { version } from '../../../package.json';
import { interruptible } from '../../../src/cli/interruptible';
import { Interruption } from '../../../src/cli/io';
import { decodeUtf8 } from '../../../src/cli/utf8';
import { llmflow } from './testCommand';

describe('llmflow', () => {
  it('prints its version', async () => {
    assert.deepEqual(await llmflow('.', ['--version']), { status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('prints help with examples on stdout when asked', async () => {
    const { status, stdout, stderr } = await llmflow('.', ['--help']);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /Examples:\n {2}llmflow check/);
    assert.match((await llmflow('.', ['run', '--help'])).stdout, /--input <node=text>/);
  });

  it('wrong usage is status 2, with nothing on stdout', async () => {
    for (const args of [[], ['chekc', 'x'], ['--nothing']]) {
      const { status, stdout, stderr } = await llmflow('.', args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.notEqual(stderr, '');
    }
    assert.match((await llmflow('.', ['chekc', 'x'])).stderr, /Did you mean check\?/);
  });
});

describe('interruptible', () => {
  it('aborts at the first signal, and leaves the second to do what it does', () => {
    for (const [name, exitStatus] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
      const before = process.listenerCount(name);
      const signal = interruptible();
      assert.equal(process.listenerCount(name), before + 1);
      process.emit(name, name);
      assert.ok(signal.reason instanceof Interruption);
      assert.equal(signal.reason.exitStatus, exitStatus);
      assert.deepEqual([process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')], [before, before]);
    }
  });
});

describe('decodeUtf8', () => {
  it('reads UTF-8 with and without a byte order mark', () => {
    assert.deepEqual(decodeUtf8(Buffer.from('a😀\n')), { text: 'a😀\n' });
    assert.deepEqual(decodeUtf8(Buffer.from('\uFEFFa')), { text: 'a' });
    assert.deepEqual(decodeUtf8(Buffer.alloc(0)), { text: '' });
  });

  const cases: [name: string, bytes: number[], offset: number, byte: number][] = [
    ['Latin-1', [0x61, 0xe9, 0x62], 1, 0xe9],
    ['a byte that UTF-8 never holds', [0x61, 0x0a, 0xff], 2, 0xff],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 0, 0xff],
    ['a character that is cut off in the middle', [0x61, 0xf0, 0x9f, 0x62], 1, 0xf0],
    ['a character that the end cuts off', [0x61, 0xf0, 0x9f], 1, 0xf0],
    ['after a byte order mark and an emoji', [0xef, 0xbb, 0xbf, 0xf0, 0x9f, 0x98, 0x80, 0xe9], 2, 0xe9],
  ];
  for (const [name, bytes, offset, byte] of cases) {
    it(`says where it cannot: ${name}`, () => assert.deepEqual(decodeUtf8(Uint8Array.from(bytes)).invalid, { offset, byte }));
  }
});

import assert from 'node:assert/strict';
import { uuidBytes, uuidV5 } from '../../../src/core/text/uuidV5';

describe('uuidV5', () => {
  it('gives the UUIDs of RFC 9562', () => {
    const dns = uuidBytes('6ba7b810-9dad-11d1-80b4-00c04fd430c8');
    assert.equal(uuidV5(dns, 'www.example.com'), '2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });
});

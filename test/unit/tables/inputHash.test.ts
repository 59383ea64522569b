import assert from 'node:assert/strict';
import { inputHash, missingInputHash, processFingerprint } from '../../../src/core/tables/inputHash';
import { input, model, output, requestFor } from '../run/flows';

describe('inputHash', () => {
  const nodes = [input('a'), model('b', 'generation', 'a'), output('c', 'b')];
  const fingerprint = processFingerprint(requestFor(nodes), 'a', undefined);

  it('covers the built-in process, the knowledge base and its intensity', () => {
    const others = [
      processFingerprint(requestFor(nodes), 'a', 'sentiment'),
      processFingerprint(requestFor(nodes, {}, { knowledge_base: 'handbook' }), 'a', undefined),
      processFingerprint(requestFor(nodes, {}, { knowledge_base: 'handbook', intensity: 'high' }), 'a', undefined),
    ];
    assert.equal(new Set([fingerprint, ...others]).size, 4);
    assert.equal(processFingerprint(requestFor(nodes, {}, { intensity: 'high' }), 'a', undefined), fingerprint, 'nothing is looked up');
  });

  it('tells a text from a column, a column from another, and nothing from something', () => {
    const hashes = [
      inputHash(fingerprint, 'x', new Map()),
      inputHash(fingerprint, '', new Map([['p', 'x']])),
      inputHash(fingerprint, '', new Map([['q', 'x']])),
      inputHash(fingerprint, 'x', new Map([['p', '']])),
      missingInputHash(fingerprint, 'x'),
      missingInputHash(fingerprint, 'y'),
    ];
    assert.equal(new Set(hashes).size, hashes.length);
    assert.equal(inputHash(fingerprint, 'x', new Map()), hashes[0]);
  });
});

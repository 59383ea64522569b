import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Flow, ModelNode } from '../../../src/core/flow/model';
import { outputFormat } from '../../../src/core/run/defaultPrompts';
import { inputHash, missingInputHash, processFingerprint, type KnowledgeVersions } from '../../../src/core/tables/inputHash';
import { input, model, output, requestFor } from '../run/flows';

describe('inputHash', () => {
  const nodes = [input('a'), model('b', 'generation', 'a'), output('c', 'b')];
  const fingerprint = processFingerprint(requestFor(nodes), 'a', undefined);

  /** The flow with a model node that says more, and may look something up. */
  const flowOf = (own: Partial<ModelNode>, flow: Partial<Flow> = {}, versions?: KnowledgeVersions) =>
    processFingerprint(requestFor([input('a'), { ...model('b', 'generation', 'a'), ...own }, output('c', 'b')], {}, flow), 'a', undefined, versions);
  const handbook = (version: string) => new Map([['handbook', version]]);
  const prompt = 'b: {input_data} {context}';

  it('covers the built-in process', () => {
    assert.notEqual(processFingerprint(requestFor(nodes), 'a', 'sentiment'), fingerprint);
  });

  it('covers a knowledge base, its version and the passages that are asked for, where the prompt uses them', () => {
    const all = [
      flowOf({ prompt }),
      flowOf({ prompt }, { knowledge_base: 'handbook' }, handbook('1')),
      flowOf({ prompt }, { knowledge_base: 'handbook' }, handbook('2')),
      flowOf({ prompt }, { knowledge_base: 'handbook', intensity: 'high' }, handbook('1')),
      flowOf({ prompt }, { knowledge_base: 'rules' }, new Map([['rules', '1']])),
    ];
    assert.equal(new Set(all).size, all.length);
    assert.equal(flowOf({ prompt }, { knowledge_base: 'handbook', intensity: 6 }, handbook('1')), all[1], 'medium is 6');
    assert.equal(flowOf({ prompt, knowledge_base: 'handbook' }, {}, handbook('1')), all[1], 'wherever it is named');
    assert.equal(flowOf({ prompt, knowledge_base: false }, { knowledge_base: 'handbook' }), all[0], 'switched off');
    assert.equal(flowOf({}, { knowledge_base: 'handbook' }, handbook('1')), fingerprint, 'the prompt does not use it');
    assert.equal(flowOf({}, { intensity: 'high' }), fingerprint, 'there is none');
  });

  it('covers the parameters that are set', () => {
    const all = [{}, { temperature: 0 }, { temperature: 1 }, { max_output_tokens: 5 }, { stop: ['a'] }, { stop: ['a', 'b'] }, { reasoning_effort: 'low' }].map((own) => flowOf(own));
    assert.equal(new Set(all).size, all.length);
    assert.equal(all[0], fingerprint);
  });

  it('stays what it was where neither is there: results of earlier versions stand', () => {
    const parts = [1, outputFormat, null, [['input', []], ['generation', [0], 'b: {input_data}', 'builtin', 'auto'], ['output', [1]]], null];
    assert.equal(fingerprint, createHash('sha256').update(JSON.stringify(parts)).digest('hex'));
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

import assert from 'node:assert/strict';
import { resolveEndpoint } from '../../../src/core/models/http/endpoint';
import { connectionFailure, statusFailure } from '../../../src/core/models/http/failures';
import { openAiService } from '../../../src/core/models/openai';

const openai = resolveEndpoint(openAiService, { apiKey: 'sk-not-a-key' });
const server = resolveEndpoint(openAiService, { baseURL: 'http://llm.example.com:8000/v1' });
const failed = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(`It was ${code}.`), { code }) });

describe('a failure of a request', () => {
  for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE']) {
    it(`tells of ${code} that nobody was reached, and where`, () => {
      const [own, other] = [connectionFailure(openai, failed(code)), connectionFailure(server, failed(code))];
      assert.deepEqual([own.kind, own.miss, own.givenUp('Gave up.').miss], ['network', 'no-answer', 'no-answer']);
      assert.match(own.message, new RegExp(`^OpenAI .* at api\\.openai\\.com \\(${code}\\)`));
      assert.match(other.message, /^The OpenAI-compatible server at llm\.example\.com:8000 /);
    });
  }

  it('does not tell so where a connection breaks off, which may be for what was asked', () => {
    for (const code of ['ECONNRESET', 'EPIPE']) assert.equal(connectionFailure(server, failed(code)).miss, undefined);
  });

  it('tells a web page from an error of a model’s server', () => {
    const page = '\n<!DOCTYPE html><title>Bad gateway</title>';
    assert.equal(statusFailure(server, { status: 502, body: page }).miss, 'no-api');
    assert.equal(statusFailure(server, { status: 502, body: '{"error":{"message":"Overloaded <here>"}}' }).miss, undefined);
    assert.equal(statusFailure(server, { status: 429, body: page }).miss, undefined, 'a proxy that asks for fewer requests has a server behind it');
  });
});

import assert from 'node:assert/strict';
import { retryAfter } from '../../../src/core/models/http/retryAfter';

const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');

describe('retryAfter', () => {
  it('reads seconds, milliseconds and dates', () => {
    assert.equal(retryAfter({ 'retry-after': '90' }, now), 90_000);
    assert.equal(retryAfter({ 'retry-after': '1.5' }, now), 1_500);
    assert.equal(retryAfter({ 'retry-after-ms': '250', 'retry-after': '90' }, now), 250);
    assert.equal(retryAfter({ 'retry-after': 'Wed, 21 Oct 2026 07:29:30 GMT' }, now), 90_000);
  });

  it('measures a date from the clock of the server', () => {
    const headers = { 'retry-after': 'Wed, 21 Oct 2026 09:00:10 GMT', date: 'Wed, 21 Oct 2026 09:00:00 GMT' };
    assert.equal(retryAfter(headers, now), 10_000);
  });

  it('takes a date in the past for none to wait, and nonsense for nothing said', () => {
    assert.equal(retryAfter({ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, now), 0);
    assert.equal(retryAfter({ 'retry-after': 'soon' }, now), undefined);
    assert.equal(retryAfter({}, now), undefined);
  });
});

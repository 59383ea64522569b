import assert from 'node:assert/strict';
import { connectionEntry, entryFault, withSecret } from '../../../src/host/connections/connectionEntry';

const warehouse = { type: 'postgresql', host: 'db.example.com', port: 5432, database: 'shop', user: 'reader' } as const;

describe('an entry of the connection settings', () => {
  it('is whole without its secret, and gets it from elsewhere', () => {
    assert.equal(entryFault(warehouse), undefined);
    assert.deepEqual(withSecret(connectionEntry.parse(warehouse), 's3cret'), { ...warehouse, password: 's3cret' });
    assert.deepEqual(withSecret(connectionEntry.parse({ type: 's3', bucket: 'b', accessKeyId: 'id' }), 's3cret'), { type: 's3', bucket: 'b', accessKeyId: 'id', secretAccessKey: 's3cret' });
    for (const none of [undefined, '']) assert.deepEqual(withSecret(connectionEntry.parse(warehouse), none), warehouse);
  });

  const faulty: [entry: unknown, says: RegExp][] = [
    [7, /must be an object with a type/],
    [{}, /its “type” is missing/],
    [{ type: 'oracle' }, /its “type” is missing, or of the wrong form/],
    [{ ...warehouse, host: '' }, /its “host”/],
    [{ ...warehouse, port: 0 }, /its “port”/],
    [{ ...warehouse, tls: 'yes' }, /its “tls”/],
    [{ ...warehouse, password: 'hunter2' }, /holds a secret, which does not belong in settings/],
    [{ ...warehouse, secretAccessKey: 'hunter2' }, /holds a secret/],
    [{ ...warehouse, colour: 'hunter2' }, /a key that is not known: colour/],
    [{ type: 's3', bucket: 'b', endpoint: 'https://hunter2@store' }, /its “endpoint” must begin with/],
    [{ type: 's3', bucket: 'b', endpoint: 'hunter2' }, /its “endpoint” must begin with/],
  ];
  for (const [entry, says] of faulty) {
    it(`has a fault: ${says.source}`, () => {
      const fault = entryFault(entry) ?? '';
      assert.match(fault, says);
      assert.doesNotMatch(fault, /hunter2/);
    });
  }
});

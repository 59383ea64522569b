import type { TypeCastField } from 'mysql2';
import { exactNumber } from '../exactNumber';
import { parseExactly } from '../jsonRecord';
import { bytesOrText } from '../parquetValues';
import { plainValue } from '../plainValue';

/** Reads a value, of the text protocol, of a session whose time zone is UTC. */
export function readValue(field: TypeCastField): unknown {
  switch (field.type) {
    case 'TINY':
    case 'SHORT':
    case 'LONG':
    case 'INT24':
    case 'YEAR':
    case 'FLOAT':
    case 'DOUBLE':
      return read(field, (text) => plainValue(Number(text)));
    case 'LONGLONG':
      return read(field, (text) => plainValue(BigInt(text)));
    case 'DECIMAL':
    case 'NEWDECIMAL':
      return read(field, exactNumber);
    case 'DATETIME':
    case 'DATETIME2':
      return read(field, isoTime);
    case 'TIMESTAMP':
    case 'TIMESTAMP2':
      return read(field, (text) => `${isoTime(text)}Z`);
    case 'JSON':
      return read(field, parseExactly);
    case 'BIT':
      return readBits(field.buffer());
    case 'GEOMETRY':
    case 'VECTOR':
      return field.buffer()?.toString('base64') ?? null;
    case 'TINY_BLOB':
    case 'MEDIUM_BLOB':
    case 'LONG_BLOB':
    case 'BLOB':
    case 'VAR_STRING':
    case 'VARCHAR':
    case 'STRING':
      return readText(field);
    default:
      return field.string('utf8');
  }
}

function read(field: TypeCastField, value: (text: string) => unknown): unknown {
  const text = field.string('utf8');
  return text === null ? null : value(text);
}

/** Texts come in UTF-8, whatever the table's encoding; bytes come as they are. MariaDB keeps JSON as text. */
function readText(field: TypeCastField): unknown {
  const bytes = field.buffer();
  if (bytes === null) return null;
  return field.extendedFormat === 'json' ? parseExactly(bytes.toString('utf8')) : bytesOrText(bytes);
}

function readBits(bytes: Buffer | null): unknown {
  return bytes === null ? null : plainValue(BigInt(`0x${bytes.toString('hex') || '0'}`));
}

/** A zero date, which no calendar has, stays what it is. */
function isoTime(text: string): string {
  return text.replace(' ', 'T');
}

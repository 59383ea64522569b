import { exactNumber } from '../exactNumber';
import { parseExactly } from '../jsonRecord';
import { bytesOrText } from '../parquetValues';
import { plainValue } from '../plainValue';
import { parseArray } from './postgresArray';

type ReadValue = (text: string) => unknown;

const number: ReadValue = (text) => plainValue(Number(text));
const text: ReadValue = (value) => value;
const bytes: ReadValue = (value) => bytesOrText(Buffer.from(value.slice('\\x'.length), 'hex'));
/** `2025-03-14 10:00:00+00`; what is no time of a calendar, such as `infinity`, stays as it is. */
const time: ReadValue = (value) => value.replace(/^(\d{4,}-\d\d-\d\d) /, '$1T').replace(/\+00$/, 'Z');

/** Types by their ids (pg_type.dat), each with its array's. What is not here is text. */
const types: readonly (readonly [id: number, arrayId: number, read: ReadValue])[] = [
  [16, 1000, (value) => value === 't'],
  [17, 1001, bytes],
  [20, 1016, (value) => plainValue(BigInt(value))],
  [21, 1005, number],
  [23, 1007, number],
  [25, 1009, text],
  [26, 1028, number],
  [114, 199, parseExactly],
  [700, 1021, number],
  [701, 1022, number],
  [1042, 1014, text],
  [1043, 1015, text],
  [1082, 1182, text],
  [1083, 1183, text],
  [1114, 1115, time],
  [1184, 1185, time],
  [1186, 1187, text],
  [1700, 1231, exactNumber],
  [2950, 2951, text],
  [3802, 3807, parseExactly],
];

const readers: ReadonlyMap<number, ReadValue> = new Map(
  types.flatMap(([id, arrayId, read]): [number, ReadValue][] => [
    [id, read],
    [arrayId, (value) => parseArray(value, read)],
  ]),
);

/** How values of a type are read, as texts of a session that writes them by `sessionSettings`. */
export const typeParsers = { getTypeParser: (id: number): ReadValue => readers.get(id) ?? text };

export const sessionSettings = [
  "SET LOCAL datestyle = 'ISO'",
  "SET LOCAL intervalstyle = 'iso_8601'",
  "SET LOCAL timezone = 'UTC'",
  "SET LOCAL bytea_output = 'hex'",
  'SET LOCAL extra_float_digits = 1',
];

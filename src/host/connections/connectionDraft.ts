import { isAddress } from '../../core/flow/isAddress';
import type { ConnectionEntry } from './connectionEntry';
import { askChoice, askText, back, type Answer, type Choice, type StepPlace } from './quickInput';

/** A connection while it is being asked for: what was typed, by the entry's fields. */
export interface ConnectionDraft {
  readonly type?: ConnectionEntry['type'];
  readonly name?: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Absent or empty: the stored one, if there is one, stays. */
  readonly secret?: string;
  readonly ending?: 'test' | 'save';
}

type Step = (draft: ConnectionDraft, place: StepPlace) => Promise<Answer<ConnectionDraft>>;

/** What the questions must know of the connections that there are. */
export interface DraftContext {
  /** Names that are taken. */
  readonly taken: readonly string[];
  /** Whether a connection is changed whose secret is stored. */
  readonly hasSecret: boolean;
}

const types: readonly Choice<ConnectionEntry['type']>[] = [
  { label: 'PostgreSQL', value: 'postgresql', description: 'rows of a query' },
  { label: 'MySQL or MariaDB', value: 'mysql', description: 'rows of a query' },
  { label: 'S3', value: 's3', description: 'files in a bucket of AWS, or of any store that speaks S3' },
];

/** The questions in their order. The first two say what is connected to, and by which name. */
export function connectionSteps({ type, fields }: ConnectionDraft, context: DraftContext): Step[] {
  const details = type === 's3' ? s3Steps : [...databaseSteps(type), tlsStep];
  const asksSecret = type !== 's3' || (fields['accessKeyId'] ?? '') !== '';
  return [typeStep, nameStep(context), ...details, ...(asksSecret ? [secretStep(context)] : []), endingStep];
}

/** The fields of an entry as they are shown to be changed. */
export function draftOf(name: string, { type, ...fields }: ConnectionEntry): ConnectionDraft {
  return { type, name, fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, String(value)])) };
}

/** Undefined where something is missing still. Empty fields count as absent. */
export function entryOf({ type, fields }: ConnectionDraft): Record<string, unknown> | undefined {
  if (!type) return undefined;
  const filled = Object.entries(fields).filter(([, value]) => value !== '');
  return { type, ...Object.fromEntries(filled.map(([field, value]) => [field, typed(field, value)])) };
}

function typed(field: string, value: string): string | number | boolean {
  if (field === 'port') return Number(value);
  if (value === 'true' || value === 'false') return field === 'tls' || field === 'forcePathStyle' ? value === 'true' : value;
  return value;
}

const typeStep: Step = async (draft, place) => {
  const type = await askChoice(place, 'What do the rows come from?', types, draft.type);
  if (type === undefined || type === back) return type;
  return type === draft.type ? draft : { ...draft, type, fields: {} };
};

function nameStep({ taken }: DraftContext): Step {
  return async (draft, place) => {
    const name = await askText(place, {
      prompt: 'The name that workflows know the connection by',
      placeholder: 'warehouse',
      value: draft.name,
      refuse: (answer) => {
        if (answer === '') return 'A connection needs a name.';
        if (isAddress(answer) || !/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(answer)) return 'Begin with a letter or digit; further on, spaces, “.”, “_” and “-” may stand too.';
        return taken.includes(answer) ? 'There is a connection of that name. Choose another, or edit that one.' : undefined;
      },
    });
    return typeof name === 'string' ? { ...draft, name } : name;
  };
}

interface Field {
  readonly name: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly refuse?: (answer: string) => string | undefined;
}

function fieldStep({ name, prompt, placeholder, refuse }: Field): Step {
  return async (draft, place) => {
    const question = { prompt, value: draft.fields[name], ...(placeholder !== undefined && { placeholder }), ...(refuse && { refuse }) };
    const value = await askText(place, question);
    return typeof value === 'string' ? { ...draft, fields: { ...draft.fields, [name]: value } } : value;
  };
}

function required(what: string): (answer: string) => string | undefined {
  return (answer) => (answer === '' ? `${what} is needed.` : undefined);
}

function databaseSteps(type: ConnectionDraft['type']): Step[] {
  const port = type === 'mysql' ? '3306' : '5432';
  return [
    { name: 'host', prompt: 'The server’s name or address', placeholder: 'db.example.com', refuse: required('The host') },
    { name: 'port', prompt: `Its port; empty for ${port}`, placeholder: port, refuse: (answer: string) => (/^(?:[1-9]\d{0,4})?$/.test(answer) && Number(answer) < 65536 ? undefined : 'Write a number from 1 to 65535, or nothing.') },
    { name: 'database', prompt: 'The database', refuse: required('The database') },
    { name: 'user', prompt: 'The user. One that may only read is enough, and safest.', refuse: required('The user') },
  ].map(fieldStep);
}

const s3Steps = [
  { name: 'bucket', prompt: 'The bucket', refuse: required('The bucket') },
  { name: 'region', prompt: 'Its region; empty for the one in the environment, else us-east-1', placeholder: 'eu-central-1' },
  {
    name: 'endpoint',
    prompt: 'The address of a store other than AWS; empty for AWS',
    placeholder: 'https://minio.example.com',
    refuse: (answer: string) => (answer === '' || /^https?:\/\/[^\s@]+$/.test(answer) ? undefined : 'Begin with https:// or http://, and write no key into it.'),
  },
  { name: 'accessKeyId', prompt: 'The access key; empty for the one in the environment' },
].map(fieldStep);

const tlsChoices: readonly Choice<string>[] = [
  { label: 'Encrypted, unless the server is on this machine', value: '', description: 'recommended' },
  { label: 'Always encrypted', value: 'true', description: 'with a certificate that can be verified' },
  { label: 'Encrypted, whoever the server is', value: 'unverified', description: 'its certificate is not looked at' },
  { label: 'Not encrypted', value: 'false' },
];

const tlsStep: Step = async (draft, place) => {
  const tls = await askChoice(place, 'Is the connection encrypted?', tlsChoices, draft.fields['tls'] ?? '');
  return typeof tls === 'string' ? { ...draft, fields: { ...draft.fields, tls } } : tls;
};

function secretStep({ hasSecret }: DraftContext): Step {
  return async (draft, place) => {
    const what = draft.type === 's3' ? 'The secret access key' : `The password of “${draft.fields['user'] ?? ''}”`;
    const secret = await askText(place, {
      prompt: `${what}, kept in VS Code’s secret storage.${hasSecret ? ' Leave it empty to keep the stored one.' : ''}`,
      password: true,
      value: draft.secret,
    });
    return typeof secret === 'string' ? { ...draft, secret } : secret;
  };
}

const endings: readonly Choice<'test' | 'save'>[] = [
  { label: 'Test and save', value: 'test', description: 'connects once and reads nothing of yours' },
  { label: 'Save without a test', value: 'save' },
];

const endingStep: Step = async (draft, place) => {
  const ending = await askChoice(place, `Save “${draft.name ?? ''}”`, endings);
  return typeof ending === 'string' ? { ...draft, ending } : ending;
};

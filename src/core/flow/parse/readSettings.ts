import { maxTopK, type AnswerSettings, type Intensity } from '../model';
import type { Entry, YamlReader } from './yamlReader';

/** The keys by which a node or a process says how it is answered. */
export const settingKeys = [
  'llm_provider',
  'model_type',
  'temperature',
  'max_output_tokens',
  'stop',
  'reasoning_effort',
  'knowledge_base',
  'intensity',
] as const satisfies readonly (keyof AnswerSettings)[];

/** More are refused by providers. */
const mostStops = 4;

/** Those that are there and can be read; a problem is reported for each that cannot. `owner` names whose they are in it. */
export function readSettings(reader: YamlReader, fields: ReadonlyMap<string, Entry>, owner: string, node?: string): AnswerSettings {
  const temperature = readNumber('temperature', 'a number from 0 to 2', (value) => value >= 0 && value <= 2);
  const max_output_tokens = readNumber('max_output_tokens', 'a whole number from 1', (value) => Number.isSafeInteger(value) && value >= 1);
  const stop = readStop(fields.get('stop'));
  const knowledge_base = readKnowledgeBase(reader, fields.get('knowledge_base'), owner, node);
  const intensity = readIntensity(reader, fields.get('intensity'), owner, node);
  return {
    ...reader.textFields(fields, ['llm_provider', 'model_type', 'reasoning_effort'], owner, node),
    ...(temperature !== undefined && { temperature }),
    ...(max_output_tokens !== undefined && { max_output_tokens }),
    ...(stop && { stop }),
    ...(knowledge_base !== undefined && { knowledge_base }),
    ...(intensity !== undefined && { intensity }),
  };

  function readNumber(key: string, form: string, isValid: (value: number) => boolean): number | undefined {
    const field = fields.get(key);
    const value = field && reader.scalar(field);
    if (!field || value === null) return undefined;
    if (typeof value === 'number' && isValid(value)) return value;
    invalid(reader, field, `\`${key}\` of ${owner} must be ${form}.`, node);
    return undefined;
  }

  function readStop(field: Entry | undefined): string[] | undefined {
    if (!field || reader.scalar(field) === null) return undefined;
    const before = reader.problems.length;
    const texts = reader.texts(field, `\`stop\` of ${owner}`, node).map(({ value }) => value);
    if (reader.problems.length > before) return undefined;
    if (texts.length > 0 && texts.length <= mostStops && !texts.includes('')) return texts;
    invalid(reader, field, `\`stop\` of ${owner} must be a text that is not empty, or a list of one to ${mostStops} of them.`, node);
    return undefined;
  }
}

export function readIntensity(reader: YamlReader, field: Entry | undefined, owner: string, node?: string): Intensity | undefined {
  const value = field && reader.scalar(field);
  if (!field || value === null) return undefined;
  if (value === 'low' || value === 'medium' || value === 'high') return value;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= maxTopK) return value;
  invalid(reader, field, `\`intensity\` of ${owner} must be low, medium, high, or a top_k from 1 to ${maxTopK}.`, node);
  return undefined;
}

/** A name in quotes is a name, whatever it is. */
export function readKnowledgeBase(reader: YamlReader, field: Entry | undefined, owner: string, node?: string): string | false | undefined {
  if (!field) return undefined;
  return reader.scalar(field) === false ? false : reader.text(field, `\`knowledge_base\` of ${owner}`, node);
}

function invalid(reader: YamlReader, { value }: Entry, message: string, node: string | undefined): void {
  reader.report('document/invalid-value', value, message, node === undefined ? {} : { node });
}

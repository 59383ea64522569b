import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readPrices } from '../core/models/priceSettings';
import { createPrices, type Prices } from '../core/models/prices';
import { errorText } from '../core/text/errorText';
import { UsageError, type Io } from './io';

/** The list prices, with the user's own where LLMFLOW_PRICES names a file of them. Throws `UsageError` where it cannot be used. */
export async function readPricesFile({ pricesFile, cwd }: Io): Promise<Prices> {
  if (pricesFile === undefined) return createPrices();
  const { value, problems } = readPrices(await readJson(pricesFile, cwd), 'prices');
  if (problems.length > 0) throw new UsageError(`LLMFLOW_PRICES: “${pricesFile}” cannot be used. ${problems.join(' ')}`);
  return createPrices({ overrides: value });
}

async function readJson(file: string, cwd: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path.resolve(cwd, file), 'utf8'));
  } catch (error) {
    const reason = errorText(error);
    throw new UsageError(`LLMFLOW_PRICES: “${file}” cannot be read as JSON: ${reason}`);
  }
}

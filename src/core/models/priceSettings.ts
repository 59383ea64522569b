import * as z from 'zod';
import type { ListedPrice, PriceList } from './prices';
import { checkEntry, readByProvider, readEntries, type Checked } from './settingEntries';

const dollars = z.number('must be a number, in US dollars for a million tokens').min(0, 'must be 0 or more');

const longPrice = z.strictObject(
  { above: z.int('must be a whole number of tokens').min(1, 'must be 1 or more'), input: dollars, output: dollars },
  'must be {"above", "input", "output"}',
);

const listedPrice: z.ZodType<ListedPrice> = z.strictObject(
  { input: dollars, output: dollars, long: longPrice.exactOptional() },
  'must be {"input", "output"}, and may have "long"',
);

/** The user's own prices, by provider and model. `path` is what messages call the whole. */
export function readPrices(value: unknown, path: string): Checked<PriceList> {
  return readByProvider(value, path, (models, at) => readEntries(models, at, (price, name) => checkEntry(listedPrice, price, name)));
}

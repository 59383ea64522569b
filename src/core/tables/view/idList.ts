import * as z from 'zod';

/** The one row of a statement that gives ids as one text, `group_concat(id) AS ids`: a row for each would be checked a million times. */
export const listedIds = z.object({ ids: z.string().nullable() });

/** The numbers of such a text. */
export function idsOf(list: string | null | undefined): number[] {
  return list == null ? [] : list.split(',').map(Number);
}

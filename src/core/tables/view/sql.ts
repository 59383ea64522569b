import * as z from 'zod';
import type { SqlValue } from '../../store/store';

/** Takes a value and gives the SQL that stands for it. */
export type Bind = (value: SqlValue) => string;

/** An SQL expression over the row `t`, with its values bound as it is written. */
export type Expression = (bind: Bind) => string;

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** Writes a statement whose values are numbered parameters, so that its parts can be put together in any order. */
export function statement(write: (bind: Bind) => string): Statement {
  const parameters: SqlValue[] = [];
  const sql = write((value) => `?${parameters.push(value)}`);
  return { sql, parameters };
}

export const sqlValue: z.ZodType<SqlValue> = z.union([z.string(), z.number(), z.null()]);

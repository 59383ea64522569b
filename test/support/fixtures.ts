import { readFileSync } from 'node:fs';
import type { z } from 'zod';

const folder = new URL('../fixtures/', import.meta.url);

export function readFixture(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

export function readCases<T>(name: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFixture(name)));
}

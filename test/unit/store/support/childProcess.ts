import { fileURLToPath } from 'node:url';
import { Child } from '../../../support/child';

/** Starts a script of `processes/` as another process. */
export function startProcess(script: string, ...parameters: string[]): Promise<Child> {
  return Child.start(fileURLToPath(new URL(`../processes/${script}.ts`, import.meta.url)), parameters);
}

/** Processes that bring their own prompt. */
export const builtInProcesses = ['sentiment', 'summarization', 'translation', 'keywords'] as const;

export type BuiltInProcess = (typeof builtInProcesses)[number];

/** The built-in process of that name, if there is one. */
export function findBuiltInProcess(name: string): BuiltInProcess | undefined {
  return builtInProcesses.find((known) => known === name);
}

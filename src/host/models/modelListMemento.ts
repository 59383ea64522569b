import type * as vscode from 'vscode';
import * as z from 'zod';
import type { ModelList, ModelListStore } from '../../core/models/lists/modelLists';

const stateKey = 'llmflow.modelLists';
const listsSchema = z.record(z.string(), z.object({ models: z.array(z.string()), askedAt: z.number() }));

/** Lists of models that outlast the window. What cannot be read counts as nothing. */
export function modelListMemento(state: vscode.Memento): ModelListStore {
  const read = (): Record<string, ModelList> => listsSchema.safeParse(state.get<unknown>(stateKey)).data ?? {};
  return {
    get: (key) => new Map(Object.entries(read())).get(key),
    set: (key, list) => void state.update(stateKey, { ...read(), [key]: list }),
  };
}

/** Lists that end with the window. */
export function modelListMemory(): ModelListStore {
  const lists = new Map<string, ModelList>();
  return { get: (key) => lists.get(key), set: (key, list) => void lists.set(key, list) };
}

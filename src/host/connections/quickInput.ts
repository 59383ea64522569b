import * as vscode from 'vscode';

/** The user went back to the question before. */
export const back = Symbol('back');

/** An answer, `back`, or undefined where the user gave up. */
export type Answer<T> = T | typeof back | undefined;

/** Which of several questions one is. */
export interface StepPlace {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
}

export interface TextQuestion {
  readonly prompt: string;
  readonly value?: string | undefined;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** Why an answer cannot be; undefined for one that can. It is given without the white space around it. */
  readonly refuse?: (answer: string) => string | undefined;
}

export function askText(place: StepPlace, { prompt, value = '', placeholder = '', password = false, refuse }: TextQuestion): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  // White space may well be a part of a password.
  const answer = () => (password ? input.value : input.value.trim());
  Object.assign(input, { prompt, value, placeholder, password });
  return ask(input, place, (resolve) => [
    input.onDidChangeValue(() => (input.validationMessage = undefined)),
    input.onDidAccept(() => {
      input.validationMessage = refuse?.(answer());
      if (input.validationMessage === undefined) resolve(answer());
    }),
  ]);
}

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

export function askChoice<T>(place: StepPlace, placeholder: string, choices: readonly Choice<T>[], current?: T): Promise<Answer<T>> {
  const input = vscode.window.createQuickPick<Choice<T>>();
  input.items = choices;
  input.placeholder = placeholder;
  const active = choices.find(({ value }) => value === current);
  if (active) input.activeItems = [active];
  return ask(input, place, (resolve) => [
    input.onDidAccept(() => {
      const [chosen] = input.selectedItems;
      if (chosen) resolve(chosen.value);
    }),
  ]);
}

function ask<T>(
  input: vscode.QuickPick<Choice<T>> | vscode.InputBox,
  { title, step, totalSteps }: StepPlace,
  listen: (resolve: (answer: Answer<T>) => void) => vscode.Disposable[],
): Promise<Answer<T>> {
  Object.assign(input, { title, step, totalSteps, ignoreFocusOut: true, buttons: step > 1 ? [vscode.QuickInputButtons.Back] : [] });
  return new Promise<Answer<T>>((resolve) => {
    const subscriptions = vscode.Disposable.from(
      input.onDidTriggerButton(() => resolve(back)),
      input.onDidHide(() => {
        resolve(undefined);
        subscriptions.dispose();
      }),
      ...listen(resolve),
    );
    input.show();
  }).finally(() => input.dispose());
}

/** Asks one question after another, and again those that the user goes back to. `stepsOf` may depend on what is answered already. */
export async function askAll<Draft>(
  title: string,
  initial: Draft,
  stepsOf: (draft: Draft) => readonly ((draft: Draft, place: StepPlace) => Promise<Answer<Draft>>)[],
  first = 0,
): Promise<Draft | undefined> {
  let draft = initial;
  for (let index = first; ; ) {
    const steps = stepsOf(draft);
    const step = steps[index];
    if (!step) return draft;
    const answer = await step(draft, { title, step: index + 1, totalSteps: steps.length });
    if (answer === undefined) return undefined;
    if (answer === back) index = Math.max(0, index - 1);
    else {
      draft = answer;
      index++;
    }
  }
}

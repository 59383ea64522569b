import * as vscode from 'vscode';
import { readPrices } from '../../core/models/priceSettings';
import type { PriceList } from '../../core/models/prices';
import { readRateLimits, type RateLimits } from '../../core/models/rateLimitSettings';
import type { Checked } from '../../core/models/settingEntries';

/** Tells the user what is wrong with a setting. */
type Tell = (setting: string, problems: readonly string[]) => unknown;

/** Prices and rate limits as the user has set them. What cannot be used is left out, and told once. */
export class SpendingSettings {
  readonly #told = new Set<string>();

  constructor(private readonly tell: Tell = warn) {}

  get prices(): PriceList {
    return this.#read('prices', readPrices);
  }

  get rateLimits(): RateLimits {
    return this.#read('rateLimits', readRateLimits);
  }

  #read<T>(name: string, read: (value: unknown, path: string) => Checked<T>): T {
    const setting = `llmflow.${name}`;
    const { value, problems } = read(vscode.workspace.getConfiguration('llmflow').get<unknown>(name) ?? {}, setting);
    const news = problems.filter((problem) => !this.#told.has(problem));
    for (const problem of news) this.#told.add(problem);
    if (news.length > 0) this.tell(setting, news);
    return value;
  }
}

async function warn(setting: string, problems: readonly string[]): Promise<void> {
  const open = 'Open Settings';
  const chosen = await vscode.window.showWarningMessage(`Left out of the settings: ${problems.join(' ')}`, open);
  if (chosen === open) await vscode.commands.executeCommand('workbench.action.openSettings', setting);
}

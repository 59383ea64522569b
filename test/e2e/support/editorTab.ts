import type { Locator, Page } from 'playwright-core';

/** An editor's tab, found by its file's name. */
export class EditorTab {
  private readonly tab: Locator;

  constructor(page: Page, name: string) {
    const fileName = name.slice(name.lastIndexOf('/') + 1);
    this.tab = page.locator(`.tabs-container .tab[data-resource-name="${fileName}"]`);
  }

  /** `timeout` in milliseconds. */
  async waitUntilOpen(timeout?: number): Promise<void> {
    await this.tab.first().waitFor(timeout === undefined ? {} : { timeout });
  }

  async waitUntilDirty(): Promise<void> {
    await this.tab.and(this.tab.page().locator('.dirty')).waitFor();
  }

  async waitUntilSaved(): Promise<void> {
    await this.tab.and(this.tab.page().locator(':not(.dirty)')).waitFor();
  }

  async select(): Promise<void> {
    await this.tab.first().click();
  }
}

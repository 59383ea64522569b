import type { Locator, Page } from 'playwright-core';

/** Whether VS Code trusts the workspace, as it shows that and is told otherwise. */
export class WorkspaceTrust {
  private readonly mark: Locator;
  private readonly editor: Locator;
  /** VS Code shows the page about it over the window. */
  private readonly dialog: Locator;

  constructor(page: Page) {
    this.mark = page.locator('.statusbar').getByText('Restricted Mode');
    this.editor = page.locator('.workspace-trust-editor');
    this.dialog = page.locator('.monaco-modal-editor-block');
  }

  async waitUntilRestricted(): Promise<void> {
    await this.mark.waitFor();
  }

  /** Waits for the page about it, and leaves it. */
  async decline(): Promise<void> {
    await this.editor.getByText('You are in Restricted Mode').waitFor();
    await this.leave();
  }

  /** Trusts the workspace on the page about it, once that is open, and leaves it. */
  async grant(): Promise<void> {
    await this.editor.getByRole('button', { name: 'Trust', exact: true }).click();
    await this.mark.waitFor({ state: 'hidden' });
    await this.leave();
  }

  private async leave(): Promise<void> {
    await this.dialog.getByRole('button', { name: /^Close/ }).first().click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}

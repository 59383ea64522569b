import type { Locator, Page } from 'playwright-core';
import type { EditorTab } from './editorTab';

type ViewName = 'Workflows' | 'Sources' | 'Knowledge Bases' | 'Runs';

/** The view container “LLM Flow”. */
export class SideBar {
  constructor(private readonly page: Page) {}

  /** Shows it by its icon in the activity bar. */
  async open(): Promise<void> {
    await this.page.locator('.activitybar').getByRole('tab', { name: 'LLM Flow' }).first().click();
    await this.view('Workflows').waitFor();
  }

  view(name: ViewName): Locator {
    return this.page.locator('.sidebar .pane').filter({ has: this.page.locator(`.pane-header[aria-label^="${name}"]`) });
  }

  /** A line, by the beginning of what a screen reader says of it. */
  line(view: ViewName, spoken: string): Locator {
    return this.view(view).locator(`[role=treeitem][aria-label^="${spoken}"]`);
  }

  /** Goes to a view's first or last line with the keyboard, and opens it. Keys are lost while the palette gives the focus back. */
  async openLine(view: ViewName, key: 'Home' | 'End', line: Locator, opened: EditorTab): Promise<void> {
    await this.view(view).locator('.monaco-list:focus').waitFor();
    for (let attempts = 5; attempts > 0; attempts--) {
      await this.page.keyboard.press(key);
      await line.and(this.page.locator('.focused')).waitFor();
      await this.page.keyboard.press('Enter');
      const isOpen = await opened.waitUntilOpen(4_000).then(() => true, () => false);
      if (isOpen) return;
    }
    throw new Error('Enter does not open the line.');
  }

  async expand(line: Locator): Promise<void> {
    await line.locator('.monaco-tl-twistie').click();
  }

  /** Clicks an action that a line shows while the mouse is on it. Lines move away from the mouse when others are listed. */
  async act(line: Locator, action: string): Promise<void> {
    const button = line.getByRole('button', { name: action });
    for (let attempts = 5; attempts > 0; attempts--) {
      await line.hover();
      const isClicked = await button.click({ timeout: 2_000 }).then(() => true, () => false);
      if (isClicked) return;
    }
    throw new Error(`There is no “${action}” to click.`);
  }
}

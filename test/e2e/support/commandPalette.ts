import type { Locator, Page } from 'playwright-core';

/** VS Code's quick input: commands, files and whatever an extension asks with it. */
export class CommandPalette {
  private readonly widget: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget').filter({ visible: true });
  }

  async runCommand(title: string): Promise<void> {
    await this.choose('F1', `>${title}`, title);
  }

  async openFile(name: string): Promise<void> {
    await this.choose('ControlOrMeta+P', name, name.slice(name.lastIndexOf('/') + 1));
  }

  /** Waits until a question is asked. */
  async asked(question: string): Promise<void> {
    await this.widget.getByText(question).first().waitFor();
  }

  /** Goes back to the question before. */
  async back(): Promise<void> {
    await this.widget.getByRole('button', { name: 'Back' }).click();
  }

  /** Answers one of several questions, once it is asked. */
  async answerTo(question: string, text: string): Promise<void> {
    await this.asked(question);
    await this.answer(text);
  }

  /** Answers once more what has been asked. */
  async answer(text: string): Promise<void> {
    await this.input().fill(text);
    await this.page.keyboard.press('Enter');
  }

  /**
   * Names a file in the dialog that opens or saves one. The dialog puts a path of its own into the box while it lists the
   * folder, and over what was typed before: only a path that stays is answered with.
   */
  async answerFileDialog(path: string): Promise<void> {
    const input = this.input();
    while (!/[/\\]/.test(await input.inputValue())) await this.page.waitForTimeout(50);
    await this.widget.getByRole('option').first().waitFor();
    do {
      await input.fill(path);
      await this.page.waitForTimeout(500);
    } while ((await input.inputValue()) !== path);
    await this.page.keyboard.press('Enter');
  }

  /** Chooses the entry whose label is `label`. */
  async pick(label: string): Promise<void> {
    await this.option(label).click();
  }

  /**
   * Opens the list with a key, and chooses of it. An editor that is still loading may swallow the key, or take the focus
   * from the list, which closes it; and commands of an extension that is still loading are listed only when it is opened anew.
   */
  private async choose(key: string, text: string, label: string): Promise<void> {
    for (let attempts = 8; attempts > 0; attempts--) {
      await this.page.keyboard.press(key);
      const isChosen = await this.chooseSoon(text, label).then(() => true, () => false);
      if (isChosen) return;
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`VS Code does not list “${label}”.`);
  }

  private async chooseSoon(text: string, label: string): Promise<void> {
    await this.input().fill(text, { timeout: 3_000 });
    await this.option(label).click({ timeout: 4_000 });
  }

  private option(label: string): Locator {
    const exactly = this.page.locator('.label-name').getByText(label, { exact: true });
    return this.widget.getByRole('option').filter({ has: exactly }).first();
  }

  private input(): Locator {
    return this.widget.locator('.quick-input-box input');
  }
}

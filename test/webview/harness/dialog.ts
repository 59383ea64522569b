import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { CanvasPage } from './canvasPage';

/** A dialog of the canvas, by the labels of its fields. */
export class Dialog {
  private constructor(
    private readonly canvas: CanvasPage,
    readonly element: Locator,
  ) {}

  static async ofNode(canvas: CanvasPage, id: string): Promise<Dialog> {
    await canvas.node(id).dblclick();
    return Dialog.opened(canvas);
  }

  static async ofSettings(canvas: CanvasPage): Promise<Dialog> {
    await canvas.button('Workflow settings').click();
    return Dialog.opened(canvas);
  }

  text(label: string): Locator {
    return this.element.getByRole('textbox', { name: label });
  }

  box(label: string): Locator {
    return this.element.getByRole('combobox', { name: label });
  }

  /** A dropdown without a field to type in. */
  select(label: string): Locator {
    return this.element.locator(`vscode-single-select[label="${label}"]`);
  }

  /** What a dropdown shows. */
  chosen(label: string): Promise<string> {
    return this.select(label).locator('.face').innerText();
  }

  async choose(label: string, option: string): Promise<void> {
    await this.select(label).click();
    await this.select(label).getByRole('option', { name: option, exact: true }).click();
  }

  async apply(): Promise<void> {
    await this.element.getByText('Apply', { exact: true }).click();
    await this.canvas.frames(2);
  }

  static async opened(canvas: CanvasPage): Promise<Dialog> {
    const element = canvas.page.getByRole('dialog');
    await element.waitFor();
    await canvas.frames(2);
    return new Dialog(canvas, element);
  }
}

/** Tab goes round inside the dialog that is open. */
export async function assertHoldsFocus({ page }: CanvasPage): Promise<void> {
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement?.closest('dialog') !== null), `left after ${press + 1} tabs`);
  }
}

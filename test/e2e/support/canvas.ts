import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The canvas of the active editor: the document inside VS Code's webview. */
export class Canvas {
  private constructor(
    private readonly page: Page,
    readonly frame: FrameLocator,
  ) {}

  static async find(page: Page): Promise<Canvas> {
    const webview = page.locator('iframe.webview.ready').filter({ visible: true }).contentFrame();
    const canvas = new Canvas(page, webview.locator('iframe#active-frame').contentFrame());
    await canvas.frame.locator('.react-flow__node, .table-main').first().waitFor();
    return canvas;
  }

  /** A node's card. */
  node(id: string): Locator {
    return this.frame.locator(`.react-flow__node[data-id="${id}"]`);
  }

  connection(source: string, target: string): Locator {
    return this.frame.getByLabel(`Connection from ${source} to ${target}`);
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }

  get results(): Locator {
    return this.frame.getByRole('region', { name: 'Execution results' });
  }

  get dialog(): Locator {
    return this.frame.getByRole('dialog');
  }

  async addNode(type: string): Promise<void> {
    await this.button('Add node').click();
    await this.frame.getByRole('menuitem', { name: type }).click();
  }

  /** Draws a connection between two nodes' handles; `whileHeld` looks at the canvas before the pointer lets go. */
  async drawConnection(source: string, target: string, whileHeld?: () => Promise<void>): Promise<void> {
    await this.drag(this.node(source).locator('.react-flow__handle.source'), this.node(target).locator('.react-flow__handle.target'), whileHeld);
  }

  async waitUntilCompleted(id: string): Promise<void> {
    await this.node(id).getByText('Completed').waitFor();
  }

  private async drag(from: Locator, to: Locator, whileHeld?: () => Promise<void>): Promise<void> {
    const [start, end] = [await centre(from), await centre(to)];
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 });
    await this.page.mouse.move(end.x, end.y, { steps: 5 });
    await whileHeld?.();
    await this.page.mouse.up();
  }
}

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator.toString()} is not to be seen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

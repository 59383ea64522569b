import type { Locator, Page } from 'playwright-core';

/** VS Code's notifications. The driver mode in which the server loads an extension shows no toasts, so the list is opened. */
export class NotificationCenter {
  private readonly list: Locator;
  private readonly bell: Locator;

  constructor(private readonly page: Page) {
    this.list = page.locator('.notifications-center.visible');
    this.bell = page.locator('#status\\.notifications');
  }

  /** The notification that holds the text, once there is one; its buttons can be clicked. */
  async find(text: string | RegExp): Promise<Locator> {
    const notification = this.list.locator('.notification-list-item').filter({ hasText: text }).first();
    // The list closes by itself when its last notification goes, which may be another one.
    for (let attempts = 10; attempts > 1; attempts--) {
      if (!(await this.list.isVisible())) await this.pressBell();
      const isThere = await notification.waitFor({ timeout: 2_000 }).then(() => true, () => false);
      if (isThere) break;
    }
    await notification.waitFor();
    return notification;
  }

  async close(): Promise<void> {
    // It may have closed by itself a moment ago, and then the bell opens it again.
    for (let attempts = 5; attempts > 0 && (await this.list.isVisible()); attempts--) {
      await this.pressBell();
      await this.list.waitFor({ state: 'hidden', timeout: 2_000 }).catch(() => undefined);
    }
    await this.list.waitFor({ state: 'hidden' });
  }

  /** What VS Code says of the bell under the mouse would lie over the list's buttons. */
  private async pressBell(): Promise<void> {
    await this.bell.click();
    await this.page.mouse.move(0, 0);
  }
}

import type { Browser, Locator, Page } from 'playwright-core';
import type { FromTable, TableArgs, TableMethod, ToTable } from '../../../src/shared/tableProtocol';
import { type FakeTableWindow, type FakeTables, installFakeTableHost } from './fakeTableHost';
import type { Theme } from './server';
import { describePages } from './suite';

export interface TableOptions {
  readonly tables?: Partial<FakeTables>;
  readonly theme?: Theme;
  readonly state?: unknown;
  readonly size?: { readonly width: number; readonly height: number };
}

/** A workflow with two processes over a thousand reviews. */
export const sampleTables: FakeTables = {
  catalog: {
    sources: ['reviews.csv', 'other.csv'],
    workflows: [{ workflow_id: 'w', workflow_name: 'Movie reviews', source_connection: 'reviews.csv', path: 'flows/reviews.llmflow' }],
  },
  columns: [
    { key: 'reference_id', label: 'reference_id', kind: 'id' },
    { key: 'data.title', label: 'title', kind: 'text' },
    { key: 'data.text', label: 'text', kind: 'text' },
    { key: 'results.sentiment', label: 'sentiment', kind: 'process' },
    { key: 'results.summary', label: 'summary', kind: 'process' },
  ],
  total: 1_000,
  cells: {},
  whole: {},
  order: 1,
  failures: {},
};

/** The table page in a browser, with the words of a test: what the host has, what the user does, what the page asked for. */
export class TablePage {
  private constructor(readonly page: Page) {}

  static async open(browser: Browser, url: string, options: TableOptions = {}): Promise<TablePage> {
    const { tables = {}, theme = 'dark', state, size = { width: 1200, height: 640 } } = options;
    const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' });
    page.setDefaultTimeout(10_000);
    // esbuild, under tsx, wraps named functions in a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (value) => value;');
    await page.addInitScript(installFakeTableHost, { state, tables: { ...sampleTables, ...tables } });
    await page.goto(`${url}/?page=table&theme=${theme}`);
    const table = new TablePage(page);
    await page.locator('.grid, .empty-state, .banner').first().waitFor();
    await table.settled();
    return table;
  }

  //#region what the host has and says

  async send(message: ToTable): Promise<void> {
    await this.page.evaluate((data) => window.postMessage(data, '*'), message);
    await this.settled();
  }

  /** The database has changed. */
  async change(tables: Partial<FakeTables>): Promise<void> {
    await this.page.evaluate((changed) => {
      const host = window as unknown as FakeTableWindow;
      host.tables = { ...host.tables, ...changed };
    }, tables);
    await this.send({ type: 'changed' });
  }

  async hold(): Promise<void> {
    await this.page.evaluate(() => {
      (window as unknown as FakeTableWindow).isHeld = true;
    });
  }

  async release(): Promise<void> {
    await this.page.evaluate(() => (window as unknown as FakeTableWindow).release());
    await this.settled();
  }

  //#endregion
  //#region what the page asked for

  async calls<M extends TableMethod>(method: M): Promise<TableArgs[M][]> {
    const sent: FromTable[] = await this.page.evaluate(() => (window as unknown as FakeTableWindow).sent);
    return sent.flatMap((message) => (message.type === 'call' && message.method === method ? [message.args as TableArgs[M]] : []));
  }

  async state(): Promise<unknown> {
    return this.page.evaluate(() => (window as unknown as FakeTableWindow).state);
  }

  async violations(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as FakeTableWindow).violations);
  }

  //#endregion
  //#region what the user sees and does

  get grid(): Locator {
    return this.page.getByRole('grid');
  }

  /** `column` 0 is the row's number. */
  cell(row: number, column: number): Locator {
    return this.page.locator(`[data-row="${row}"] [data-column="${column}"]`);
  }

  header(name: string): Locator {
    return this.page.getByRole('columnheader', { name, exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** The places of the rows that exist in the page. */
  async places(): Promise<number[]> {
    return this.page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset['row'])));
  }

  /** The row and column that have the focus, as in `5/2`; `header/2`; else what has it. */
  async focus(): Promise<string> {
    return this.page.evaluate(() => {
      const focused = document.activeElement as HTMLElement | null;
      const header = focused?.closest('.grid-header');
      if (header && focused) return `header/${[...header.children].findIndex((cell) => cell.contains(focused))}`;
      const row = focused?.closest<HTMLElement>('[data-row]')?.dataset['row'];
      return row === undefined ? (focused?.className ?? '') : `${row}/${focused?.dataset['column'] ?? ''}`;
    });
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.settled();
    }
  }

  /** Moves the scroll bar to a part (0 to 1) of its way. */
  async scrollTo(part: number): Promise<void> {
    await this.grid.evaluate((grid, to) => (grid.scrollTop = to * (grid.scrollHeight - grid.clientHeight)), part);
    await this.settled();
  }

  /** Waits until messages have come and what they changed is drawn. */
  async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
    });
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  //#endregion
}

export function describeTable(title: string, tests: (open: (options?: TableOptions) => Promise<TablePage>) => void): void {
  describePages(title, (browser, url, options?: TableOptions) => TablePage.open(browser, url, options), tests);
}

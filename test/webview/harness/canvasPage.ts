import type { Browser, Locator, Page } from 'playwright-core';
import type { CanvasView, FromCanvas, ToCanvas } from '../../../src/shared/protocol';
import { type FakeHostWindow, installFakeHost } from './fakeHost';
import type { Theme } from './server';
import { providers, sample } from './views';

export interface OpenOptions {
  readonly view?: CanvasView;
  readonly theme?: Theme;
  readonly state?: unknown;
  readonly answers?: Record<string, ToCanvas[]>;
  readonly size?: { readonly width: number; readonly height: number };
}

const nothingWrong: ToCanvas = { type: 'process-check', request: 0, problems: [] };

type RunEvents = Extract<ToCanvas, { type: 'run-events' }>['events'];
type RunEvent = RunEvents[number];
type OmitBase<T> = T extends unknown ? Omit<T, 'run' | 'seq' | 'time'> : never;
export type EventBody = OmitBase<RunEvent>;

/** The canvas in a browser, with the words of a test: what the host says, what the user does, what the canvas sent. */
export class CanvasPage {
  #epoch = 1;
  #seq = 0;

  private constructor(readonly page: Page) {}

  static async open(browser: Browser, url: string, options: OpenOptions = {}): Promise<CanvasPage> {
    const { view = sample, theme = 'dark', state, answers = {}, size = { width: 1280, height: 800 } } = options;
    const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' });
    page.setDefaultTimeout(10_000);
    const ready: ToCanvas[] = [
      { type: 'document', epoch: 1, view },
      { type: 'providers', providers },
    ];
    // esbuild, under tsx, wraps named functions in a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (value) => value;');
    await page.addInitScript(installFakeHost, { state, answers: { ready, 'check-process': [nothingWrong], ...answers } });
    await page.goto(`${url}/?theme=${theme}`);
    await page.locator('.react-flow__node, .empty-state, .table-main').first().waitFor();
    return new CanvasPage(page);
  }

  //#region what the host says

  async send(message: ToCanvas): Promise<void> {
    await this.sendRaw(message);
  }

  async sendRaw(message: unknown): Promise<void> {
    await this.page.evaluate((data) => window.postMessage(data, '*'), message);
    await this.frames(2);
  }

  async document(view: CanvasView): Promise<void> {
    await this.send({ type: 'document', epoch: ++this.#epoch, view });
  }

  async run(...bodies: EventBody[]): Promise<void> {
    const events = bodies.map((body) => ({ run: 'run-1', seq: ++this.#seq, time: '2026-11-20T10:00:00.000Z', ...body }));
    await this.send({ type: 'run-events', events });
  }

  //#endregion
  //#region what the canvas sent

  async sent<T extends FromCanvas['type']>(type: T): Promise<Extract<FromCanvas, { type: T }>[]> {
    const all = await this.page.evaluate(() => (window as unknown as FakeHostWindow).sent);
    return all.filter((message): message is Extract<FromCanvas, { type: T }> => message.type === type);
  }

  /** Waits until the canvas has sent `count` edits, and gives them all. */
  async edits(count = 1) {
    await this.page.waitForFunction(
      (wanted) => (window as unknown as FakeHostWindow).sent.filter((message) => message.type === 'edit').length >= wanted,
      count,
    );
    return (await this.sent('edit')).map((message) => message.edit);
  }

  async violations(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as FakeHostWindow).violations);
  }

  //#endregion
  //#region what the user sees and does

  node(id: string): Locator {
    return this.page.locator(`.react-flow__node[data-id="${id}"]`);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async frames(count: number): Promise<void> {
    await this.page.evaluate(async (wanted) => {
      for (let frame = 0; frame < wanted; frame++) await new Promise(requestAnimationFrame);
    }, count);
  }

  /** Presses the pointer on the first place, moves to the second, and leaves the button down. */
  async dragFrom(from: Locator, to: Locator): Promise<void> {
    const [start, end] = [await centre(from), await centre(to)];
    const { mouse } = this.page;
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move(start.x + 12, start.y + 4, { steps: 3 });
    await this.frames(2);
    await mouse.move(end.x, end.y, { steps: 8 });
    await mouse.move(end.x + 1, end.y);
    await this.frames(2);
  }

  handle(id: string, type: 'source' | 'target'): Locator {
    return this.node(id).locator(`.react-flow__handle.${type}`);
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  //#endregion
}

export async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${String(locator)} is not in view.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

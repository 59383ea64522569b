import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../scripts/lib/browser.mjs';
import { root } from '../../../scripts/lib/paths.mjs';
import { writeSettings } from '../../../scripts/lib/server-settings.mjs';
import { startServer } from '../../../scripts/lib/vscode-server.mjs';
import { copyWorkspace } from '../../../scripts/lib/workspace.mjs';
import { Canvas } from './canvas';
import { CommandPalette } from './commandPalette';
import { EditorTab } from './editorTab';
import { NotificationCenter } from './notificationCenter';
import { themes, type Theme } from './themes';

export interface LaunchOptions {
  /** The folder whose copy is opened; the sample workspace unless given. */
  readonly workspace?: string;
  readonly theme?: Theme;
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Whether the window opens in Restricted Mode. Default: VS Code asks nobody, and trusts every folder. */
  readonly isRestricted?: boolean;
  /** Environment variables for VS Code and its extensions. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A window opens restricted by itself, without the dialog that asks first. */
const unasked = { 'security.workspace.trust.startupPrompt': 'never' };

/** A VS Code of its own, with the extension loaded, on a copy of a workspace: a page in a headless browser. */
export class Workbench {
  static readonly open = new Set<Workbench>();

  readonly palette: CommandPalette;
  readonly notifications: NotificationCenter;

  private constructor(
    readonly page: Page,
    /** The workspace's copy on disk. */
    readonly folder: string,
    private readonly profile: string,
    private settings: Readonly<Record<string, unknown>>,
    private readonly dispose: () => Promise<void>,
  ) {
    this.palette = new CommandPalette(page);
    this.notifications = new NotificationCenter(page);
  }

  static async launch(options: LaunchOptions = {}): Promise<Workbench> {
    const { folder, scratch } = await copyWorkspace(options.workspace ?? join(root, 'media/sample'));
    const serverDataDir = join(scratch, 'server');
    const { isRestricted = false, env = {} } = options;
    const settings = { ...themes.dark.settings, ...(isRestricted && unasked), ...options.settings };
    await writeSettings(serverDataDir, settings);
    const browser = await chromium.launch(await findChromium());
    const server = await startServer({ serverDataDir, hasTrust: isRestricted, env });
    const page = await browser.newPage({ viewport: options.viewport ?? { width: 1400, height: 900 } });
    const workbench = new Workbench(page, folder, serverDataDir, settings, async () => {
      await browser.close();
      await server.stop();
      await rm(scratch, { recursive: true, force: true });
    });
    Workbench.open.add(workbench);
    page.setDefaultTimeout(20_000);
    try {
      await page.goto(server.url({ folder, extensionDevelopmentPath: root }));
      await page.getByRole('treeitem').first().waitFor();
      // Until VS Code knows the extension, it opens a workflow as text.
      await page.locator('.activitybar').getByRole('tab', { name: 'LLM Flow' }).first().waitFor();
      // VS Code starts in a theme of its own, and then takes one of high contrast only in exchange for another that was set.
      await page.locator(`.monaco-workbench.${themes.dark.className}`).waitFor();
      if (options.theme !== undefined && options.theme !== 'dark') await workbench.setTheme(options.theme);
      return workbench;
    } catch (error) {
      await workbench.close();
      throw error;
    }
  }

  /** Ends the browser and the server, and deletes the copy. */
  async close(): Promise<void> {
    Workbench.open.delete(this);
    await this.dispose();
  }

  /** Opens a file of the workspace in its default editor. */
  async openFile(name: string): Promise<EditorTab> {
    await this.palette.openFile(name);
    const tab = this.tab(name);
    await tab.waitUntilOpen();
    return tab;
  }

  /** Runs a command by its title in the palette, category included. */
  runCommand(title: string): Promise<void> {
    return this.palette.runCommand(title);
  }

  tab(name: string): EditorTab {
    return new EditorTab(this.page, name);
  }

  /** The canvas of the active editor, once it is drawn. */
  canvas(): Promise<Canvas> {
    return Canvas.find(this.page);
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+S');
  }

  /** The text of a workspace file on disk. */
  readFile(name: string): Promise<string> {
    return readFile(join(this.folder, name), 'utf8');
  }

  /** Changes a workspace file on disk, as another program would. */
  async writeFile(name: string, text: string): Promise<void> {
    await writeFile(join(this.folder, name), text);
  }

  /** A window that has just opened may miss the change of its settings; it then notices the next that makes a difference. */
  async setTheme(theme: Theme): Promise<void> {
    for (let attempts = 4; attempts > 0; attempts--) {
      if (await this.takesTheme(theme)) return;
      await this.takesTheme(theme === 'light' ? 'dark' : 'light');
    }
    throw new Error(`VS Code does not take the theme “${theme}”.`);
  }

  private async takesTheme(theme: Theme): Promise<boolean> {
    await this.changeSettings(themes[theme].settings);
    const themed = this.page.locator(`.monaco-workbench.${themes[theme].className}`);
    return themed.waitFor({ timeout: 4_000 }).then(() => true, () => false);
  }

  /** All that VS Code has written to its settings, wherever it keeps them. */
  async readSettings(): Promise<string> {
    const files = ['data/User/settings.json', 'data/Machine/settings.json'].map((file) => readFile(join(this.profile, file), 'utf8'));
    return (await Promise.all(files)).join('\n');
  }

  /** The files of the workspace and of VS Code, its settings and logs among them, in which a text stands. */
  async filesThatHold(text: string): Promise<string[]> {
    const entries = await Promise.all([this.folder, this.profile].map((folder) => readdir(folder, { recursive: true, withFileTypes: true })));
    const files = entries.flat().filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const holds = await Promise.all(files.map(async (file) => (await readFile(file)).includes(text)));
    return files.filter((_, index) => holds[index]);
  }

  /** Changes user settings; VS Code notices the file by itself. */
  async changeSettings(changes: Readonly<Record<string, unknown>>): Promise<void> {
    this.settings = { ...this.settings, ...changes };
    await writeSettings(this.profile, this.settings);
  }
}

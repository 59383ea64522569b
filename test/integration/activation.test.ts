import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import manifest from '../../package.json';

describe('the extension', () => {
  it('activates, and registers every command that its manifest offers', async () => {
    const extension = extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();

    const registered = new Set(await commands.getCommands(true));
    const offered = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(offered.filter((command) => !registered.has(command)), []);
  });
});

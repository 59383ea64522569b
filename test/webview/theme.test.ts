import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../webview/', import.meta.url));

describe('canvas: style sheets', () => {
  it('name no colour of their own', async () => {
    const literal = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|lab)\(|:\s*(?:white|black|red|green|blue|gr[ae]y|yellow|orange|purple)\b/gi;
    const found: string[] = [];
    for (const file of await readdir(root, { recursive: true })) {
      if (!file.endsWith('.css')) continue;
      const text = await readFile(root + file, 'utf8');
      found.push(...(text.match(literal) ?? []).map((colour) => `${file}: ${colour}`));
    }
    assert.deepEqual(found, []);
  });
});

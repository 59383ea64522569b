import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Imports point one way: webview → shared ← host → core, cli → core (docs/architecture.md). Each folder names what it may
 * not reach; types of the core are free for all.
 */
function mayNotImport(files, worlds, reason) {
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: worlds.map((world) => ({ regex: world.regex, allowTypeImports: world.typesAllowed ?? false, message: reason })) },
      ],
    },
  };
}

const vscode = { regex: '^vscode$' };
const react = { regex: '^(react|react-dom|@xyflow/.*)(/|$)' };
const node = { regex: '^node:' };
const core = { regex: '(^|/)core(/|$)', typesAllowed: true };
const host = { regex: '(^|/)host(/|$)' };
const cli = { regex: '(^|/)cli(/|$)' };
const webview = { regex: '(^|/)webview(/|$)' };
const shared = { regex: '(^|/)shared(/|$)' };

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.vscode-test/', 'test/bench/', '**/node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Listeners and React's handlers return nothing; an arrow that calls a function is the plainest way to write them.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
    },
  },
  { files: ['webview/**/*.{ts,tsx}'], ...hooks.configs.flat.recommended },
  {
    files: ['test/**/*.ts', 'test/**/*.tsx'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['scripts/**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', setTimeout: 'readonly', URL: 'readonly', fetch: 'readonly' } },
  },
  mayNotImport(['src/core/**'], [vscode, react, shared, host, cli, webview], 'The core runs without VS Code, a DOM or React.'),
  mayNotImport(['src/shared/**'], [vscode, react, node, core, host, cli, webview], 'The protocol is loaded by both sides and depends on neither.'),
  mayNotImport(['src/host/**', 'src/extension.ts'], [react, cli, webview], 'The host talks to the webview by messages only.'),
  mayNotImport(['src/cli/**'], [vscode, react, shared, host, webview], 'The command is the core without VS Code.'),
  mayNotImport(['webview/**'], [vscode, node, core, host, cli], 'The webview sees the host through src/shared only.'),
);

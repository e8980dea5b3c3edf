// @ts-check
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

import { lanyard } from './scripts/lint/plugin.mjs';
import { mentions } from './scripts/lint/static-text.mjs';

const tests = [
  '**/*.test.{ts,tsx,mjs}',
  'testing/**',
  'campaigns/**',
  'conformance/**',
  'peers/**',
];

/** Tests may be longer, because a file lists all cases of its subject. */
const maxLines = { code: 250, tests: 500 };

/**
 * @param {string} name @param {string} message
 * @returns {{ selector: string, message: string }} a name that main and preload may not use, in
 *   whichever way it is written; the imports of Electron are held by lanyard/electron-capabilities
 */
const refuse = (name, message) => ({ selector: mentions(name), message });
const refusedInMain = [
  refuse('openExternal', 'Only main/electron/user-agent.ts opens the browser.'),
  refuse('openPath', 'shell.openPath may start a program: never use it (E15).'),
  refuse('setUsePlainTextEncryption', 'Nothing is ever stored in plain text (S2).'),
  refuse('ipc', 'Requests are handled by ipcMain in main/electron/ipc-main.ts only (E17).'),
  refuse('_linkedBinding|electronBinding', 'Electron is reached by an import that lint can read.'),
  {
    selector:
      'Identifier[name=/^(setCertificateVerifyProc|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures)$/]',
    message: 'The protection of the window and of TLS stays on (E8–E10, E21).',
  },
];
const anyServer = refuse(
  'rejectUnauthorized',
  'Only main/electron/tls-connection.ts looks at servers that it does not trust, and sends them nothing (H37).',
);
const apiMessage = 'Only renderer/api.ts reads window.api.';

export default defineConfig(
  {
    ignores: [
      'out/',
      'dist/',
      '**/node_modules/',
      'test-results/',
      'tour-results/',
      'playwright-report/',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    // No comment in a file switches a rule off.
    linterOptions: { noInlineConfig: true },
    plugins: { lanyard },
    rules: {
      // The project's own rules are in scripts/lint/; rooms.mjs there says which room may import which.
      'lanyard/room-imports': 'error',
      'lanyard/exported-names': 'error',
      'lanyard/file-length': ['error', { max: maxLines.code }],
      'lanyard/comment-prose': 'error',
      'lanyard/file-references': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: 'error',
      'no-useless-rename': 'error',
      'object-shorthand': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}', 'main/**/*.ts', 'preload/**/*.ts'],
    ignores: tests,
    rules: { 'lanyard/catalogue-text': 'error' },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    // This rule is for the React compiler, which is not used here.
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
  {
    files: ['**/*.{test,spec}.{ts,tsx,mjs}'],
    rules: { 'lanyard/file-length': ['error', { max: maxLines.tests }] },
  },
  {
    // One place for each capability that reaches outside the app.
    files: ['main/**/*.ts', 'preload/**/*.ts'],
    ignores: tests,
    rules: { 'lanyard/electron-capabilities': 'error' },
  },
  {
    files: ['main/**/*.ts', 'preload/**/*.ts'],
    rules: {
      'no-eval': 'error',
      'no-restricted-syntax': ['error', ...refusedInMain, anyServer],
    },
  },
  {
    files: ['main/**/*.ts', 'preload/**/*.ts'],
    ignores: ['main/text/json.ts', ...tests],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'JSON',
          property: 'parse',
          message: 'Use main/text/json.ts, which never throws.',
        },
      ],
    },
  },
  {
    files: ['main/electron/user-agent.ts'],
    rules: { 'no-restricted-syntax': ['error', ...refusedInMain.slice(1), anyServer] },
  },
  {
    files: ['main/electron/tls-connection.ts', 'main/electron/tls.electron.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...refusedInMain] },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    ignores: ['renderer/api.ts', ...tests],
    rules: {
      'no-restricted-globals': ['error', { name: 'api', message: apiMessage }],
      'no-restricted-syntax': [
        'error',
        { selector: mentions('api'), message: apiMessage },
        {
          selector:
            "MemberExpression[computed=true][object.name=/^(window|globalThis|self)$/]:not([property.type='Literal'], [property.expressions.length=0])",
          message: 'Name the property of the window, so that lint can read it.',
        },
        {
          selector:
            'MemberExpression > Identifier.property[name=/^(toLocale(Date|Time)?String|to(Date|Time)String|get(FullYear|Month|Date|Day|Hours|Minutes|Seconds|TimezoneOffset))$/], MemberExpression[object.name="Intl"] > Identifier.property[name="DateTimeFormat"]',
          message:
            'Times are formatted by renderer/components/format-time.ts, in the zone of now (D7).',
        },
      ],
    },
  },
  {
    // The window and the preload script load these, and the schema library would cost them time.
    files: [
      'ipc/app-actions.ts',
      'ipc/contract.ts',
      'ipc/contract-entry.ts',
      'ipc/language.ts',
      'ipc/limits.ts',
    ],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'zod', allowTypeImports: true, message: 'Import its types only.' }],
          patterns: [
            {
              group: [
                './*',
                '!./app-actions.js',
                '!./contract-entry.js',
                '!./language.js',
                '!./limits.js',
              ],
              allowTypeImports: true,
              message: 'The window loads this file: import types only.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['scripts/**', 'e2e/**', 'bench/**', '*.config.{ts,mjs}'],
    rules: { 'no-console': 'off' },
  },
  {
    // Deprecated by its library only to stand out: it allows plain http, here to loopback hosts.
    files: ['main/oauth/library-terms.ts', 'bench/one-refresh.ts'],
    rules: {
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', name: 'allowInsecureRequests', package: 'oauth4webapi' }] },
      ],
    },
  },
  {
    // Their packages are installed by `npm run peers` only, so there are no types to check.
    files: ['peers/servers/**'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  { files: tests, rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  {
    rules: {
      'lanyard/constant-names': 'error',
      'lanyard/import-order': 'error',
      'lanyard/private-names': 'error',
      'lanyard/test-titles': 'error',
    },
  },
);

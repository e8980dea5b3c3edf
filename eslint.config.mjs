// @ts-check
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

import { lanyard } from './scripts/lint/plugin.mjs';

const tests = ['**/*.test.{ts,tsx,mjs}', 'testing/**', 'campaigns/**', 'peers/**'];

/** Tests may be longer, because a file lists all cases of its subject. */
const maxLines = { code: 250, tests: 500 };

const noPasswordStore = {
  name: 'electron',
  importNames: ['safeStorage'],
  message:
    'Before the app is ready there is no password store yet, or another: application.ts passes it on (S1).',
};

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
    linterOptions: { reportUnusedDisableDirectives: 'error' },
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
      'no-console': 'error',
    },
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
    files: ['main/**/*.ts'],
    ignores: ['main/application.ts', ...tests],
    rules: { 'no-restricted-imports': ['error', { paths: [noPasswordStore] }] },
  },
  {
    // One place for each capability that reaches outside the app.
    files: ['main/**/*.ts', 'preload/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.object.name='ipcMain'][callee.property.name=/^(on|once|handle|handleOnce)$/]",
          message:
            'Requests are handled in main/electron/ipc-main.ts only, which checks sender and schema.',
        },
        {
          selector: "CallExpression[callee.property.name='openExternal']",
          message: 'Only main/electron/user-agent.ts opens the browser.',
        },
        {
          selector: "CallExpression[callee.property.name='openPath']",
          message: 'shell.openPath may start a program: never use it (E15).',
        },
        {
          selector: "CallExpression[callee.property.name='setUsePlainTextEncryption']",
          message: 'Nothing is ever stored in plain text (S2).',
        },
        {
          selector:
            'Identifier[name=/^(setCertificateVerifyProc|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures)$/]',
          message: 'The protection of the window and of TLS stays on (E8–E10, E21).',
        },
      ],
    },
  },
  {
    files: ['main/electron/ipc-main.ts', 'main/electron/user-agent.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    ignores: ['renderer/api.ts', ...tests],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'window', property: 'api', message: 'Only renderer/api.ts reads window.api.' },
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
);

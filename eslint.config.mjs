// @ts-check
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.{ts,tsx,mjs}', 'testing/**', 'campaigns/**'];

/** @param {string} regex @param {string} message */
const ban = (regex, message) => ({ regex, message });

const noElectron = ban(
  '^electron$',
  'Only main/electron/, main.ts and application.ts know Electron: ask for a port (main/connections/ports.ts).',
);
const noPasswordStore = {
  ...ban(
    '^electron$',
    'Before the app is ready there is no password store yet, or another: application.ts hands it on (S1).',
  ),
  importNames: ['safeStorage'],
};
const noProtocolLibrary = ban('^oauth4webapi$', 'Protocol messages are made in main/oauth/.');
const noNode = ban(
  '^electron$|^node:|/(main|preload)/',
  'The window has no Node, no Electron and none of main: ask main through renderer/api.ts.',
);
const noZustand = ban('^zustand', 'Only renderer/store/ imports zustand: use its selectors.');

/**
 * The dependency rule as a table: room → what it must not import, and where to go instead. A file
 * is held to the last row that names it. docs/architecture.md draws the same rule.
 */
const rooms = [
  {
    room: 'ipc/**/*.ts',
    bans: [
      ban(
        '^(?!zod$|\\./)',
        'ipc/ is the contract between processes: it knows only the schema library.',
      ),
    ],
  },
  {
    room: 'main/oauth/**/*.ts',
    bans: [
      ban(
        '^(?!oauth4webapi$|node:http$|node:net$|\\./)',
        'oauth/ is protocol: oauth4webapi, node:http and node:net only, and its own error codes. Disk goes to storage/, Electron to electron/, rules to connections/.',
      ),
    ],
  },
  {
    room: 'main/services/**/*.ts',
    bans: [
      noElectron,
      ban(
        '/(storage|electron|support)/',
        'services/ is the catalogue: application.ts joins it with the rest.',
      ),
    ],
  },
  {
    room: 'main/connections/**/*.ts',
    bans: [
      noElectron,
      noProtocolLibrary,
      ban(
        '^node:fs|^classic-level$|^memory-level$',
        'The domain does not know the disk: ask for a port (connections/ports.ts).',
      ),
      ban(
        '/(storage|electron|support)/',
        'Outside imports inside: connections/ knows oauth/, services/ and ipc/ only.',
      ),
    ],
  },
  {
    room: 'main/storage/**/*.ts',
    bans: [
      noElectron,
      noProtocolLibrary,
      ban(
        '/(electron|services|support)/',
        'storage/ implements the ports of connections/; application.ts joins it with the rest.',
      ),
    ],
  },
  {
    room: 'main/support/**/*.ts',
    bans: [
      noElectron,
      ban(
        '/(electron|storage)/',
        'support/ is told what it needs; application.ts joins it with the rest.',
      ),
    ],
  },
  {
    room: 'main/settings/**/*.ts',
    bans: [
      noElectron,
      noProtocolLibrary,
      ban(
        '^node:|/(electron|storage|services|oauth)/',
        'settings/ joins ports of connections/: application.ts gives it the disk and the system.',
      ),
    ],
  },
  {
    room: 'main/electron/**/*.ts',
    bans: [
      noProtocolLibrary,
      noPasswordStore,
      ban('/storage/', 'storage/ and electron/ never meet: application.ts joins them by a port.'),
    ],
  },
  {
    room: 'main/main.ts',
    bans: [
      noPasswordStore,
      ban(
        '/(application|connections|services|settings|storage)(/|\\.js$)',
        'main.ts is what runs before the app is ready: the rest comes by import(), later (ADR 15, S1).',
      ),
    ],
  },
  {
    room: 'preload/**/*.ts',
    bans: [
      ban(
        '^(?!electron$|\\.\\./ipc/)',
        'preload/ is one line per channel: electron and ipc/ only.',
      ),
    ],
  },
  { room: 'renderer/**/*.{ts,tsx}', bans: [noNode, noZustand] },
  { room: 'renderer/store/**/*.{ts,tsx}', bans: [noNode] },
  {
    room: 'renderer/components/**/*.{ts,tsx}',
    bans: [
      noNode,
      noZustand,
      ban(
        '/(store|connections|connect|support|settings)/|/api(\\.js)?$',
        'components/ are used by anyone and know nobody: take props.',
      ),
    ],
  },
  {
    room: 'e2e/**/*.ts',
    bans: [
      ban(
        '\\.\\./(main|renderer|preload|ipc)/',
        'e2e/ drives the built app from outside and imports nothing of it.',
      ),
    ],
  },
];

export default defineConfig(
  {
    ignores: [
      'out/',
      'dist/',
      'node_modules/',
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
    rules: {
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
    // About the React compiler, which is not used here.
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
  ...rooms.map(({ room, bans }) => ({
    files: [room],
    ignores: tests,
    rules: {
      'no-restricted-imports': /** @type {['error', object]} */ (['error', { patterns: bans }]),
    },
  })),
  {
    // The doors: each outside capability has one place that may touch it.
    files: ['main/**/*.ts', 'preload/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.object.name='ipcMain'][callee.property.name=/^(on|once|handle|handleOnce)$/]",
          message:
            'The one door for requests is main/electron/ipc-main.ts, which checks sender and schema.',
        },
        {
          selector: "CallExpression[callee.property.name='openExternal']",
          message: 'The one place that opens the browser is main/electron/user-agent.ts.',
        },
        {
          selector: "CallExpression[callee.property.name='openPath']",
          message: 'shell.openPath opens programs: not here (E15).',
        },
        {
          selector: "CallExpression[callee.property.name='setUsePlainTextEncryption']",
          message: 'Nothing is ever kept in the clear (S2).',
        },
        {
          selector:
            'Identifier[name=/^(setCertificateVerifyProc|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures)$/]',
          message: 'A wall of the window or of TLS is not to be taken down (E8–E10, E21).',
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
    // Marked as deprecated to stand out: it lets plain http through, here to loopback hosts only.
    files: ['main/oauth/library-terms.ts', 'bench/one-refresh.ts'],
    rules: {
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', name: 'allowInsecureRequests', package: 'oauth4webapi' }] },
      ],
    },
  },
  { files: tests, rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);

/**
 * Plants violations of the table in rooms.mjs and of the other rules of the real ESLint configuration.
 * Longer than 500 lines because it has an entry for each room.
 */
import { describe, expect, test } from 'vitest';

import { createPlantedLint } from './lint-planted.mjs';
import { mayImport } from './room-of.mjs';
import { rooms, testRooms } from './rooms.mjs';

const lint = createPlantedLint(
  (rule) =>
    ['lanyard/room-imports', 'lanyard/electron-capabilities'].includes(rule) ||
    /^(?:@typescript-eslint\/)?no-restricted-/.test(rule),
);

/**
 * For each room one file, statements that must be refused there, and some that must not.
 * @type {Record<string, { refused: string[], allowed: string[] }>}
 */
const planted = {
  'ipc/planted.ts': {
    refused: [
      'void import(file)',
      "import fs = require('node:fs')",
      "import '../main/ports/vault.js'",
      "import type { MessageId } from '../messages/message-id.js'",
      "import 'node:fs'",
      "import 'electron'",
    ],
    allowed: ["import { z } from 'zod'", "import './failure.js'"],
  },
  'messages/planted.ts': {
    refused: [
      "import '../main/ports/vault.js'",
      "import '../renderer/api.js'",
      "import 'react-intl'",
    ],
    allowed: ["import type { FailureCode } from '../ipc/failure.js'"],
  },
  'preload/planted.ts': {
    refused: [
      "import { schemas } from '../ipc/schemas.js'",
      "import { failure } from '../ipc/failure.js'",
      "import { requestNames } from '../ipc/contract.js'",
      "import * as electron from 'electron'",
      "void import('electron')",
      "import '../main/electron/ipc-main.js'",
      "import '../renderer/api.js'",
      "import 'node:fs'",
    ],
    allowed: [
      "import { crashReporter } from 'electron'",
      "import type { RequestName } from '../ipc/contract.js'",
    ],
  },
  'main/concurrency/planted.ts': {
    refused: [
      "import '../connections/core.js'",
      "import type { Vault } from '../ports/vault.js'",
      "import 'node:fs'",
    ],
    allowed: ["import './serial-queue.js'"],
  },
  'main/text/planted.ts': {
    refused: [
      "import '../oauth/http.js'",
      "import type { Failure } from '../../ipc/failure.js'",
      "import 'zod'",
    ],
    allowed: ["import './outside-text.js'"],
  },
  'main/oauth/planted.ts': {
    refused: [
      'void import(`../storage/${name}.js`)',
      'void import(`../storage/vault.js`)',
      "import '#storage'",
      "import '/main/storage/vault.js'",
      "import 'file:///vault.js'",
      "import 'oauth4webapi/../classic-level'",
      "import type { FailureCode } from '../../ipc/failure.js'",
      "import type { JsonValue } from '../../ipc/token-details-view.js'",
      "import '../connections/core.js'",
      "import type { Vault } from '../ports/vault.js'",
      "import 'node:fs/promises'",
      "import 'electron'",
    ],
    allowed: [
      "import * as oauth from 'oauth4webapi'",
      "import 'node:http'",
      "import './token-set.js'",
    ],
  },
  'main/connections/connection.ts': {
    refused: [
      "import './core.js'",
      "import type { Vault } from '../ports/vault.js'",
      "import 'oauth4webapi'",
    ],
    allowed: ["import type { TokenSet } from '../oauth/token-set.js'", "import './service.js'"],
  },
  'main/ports/planted.ts': {
    refused: [
      "import { adjustment } from '../connections/service-adjustment.js'",
      "import type { Core } from '../connections/core.js'",
      "import '../storage/vault.js'",
      "import 'electron'",
    ],
    allowed: [
      "import type { Adjustment } from '../connections/service-adjustment.js'",
      "import type { Connection } from '../connections/connection.js'",
      "import type { Service } from '../connections/service.js'",
    ],
  },
  'main/connections/failures.ts': {
    refused: ["import './core.js'", "import '../storage/vault.js'"],
    allowed: ["import '../ports/storage-error.js'", "import '../../ipc/failure.js'"],
  },
  'main/services/planted.ts': {
    refused: [
      "import '../storage/vault.js'",
      "import type { Vault } from '../storage/vault.js'",
      "import '../connections/core.js'",
      "import '../electron/network.js'",
      "import 'electron'",
    ],
    allowed: ["import type { Service } from '../connections/service.js'", "import 'jsonc-parser'"],
  },
  'main/storage/format/planted.ts': {
    refused: [
      "import '../records/record-cipher.js'",
      "import '../disk/database.js'",
      "import 'node:fs'",
    ],
    allowed: ["import { UnknownValue } from '../../connections/unknown-value.js'", "import 'zod'"],
  },
  'main/storage/disk/planted.ts': {
    refused: [
      "import type { RecordCipher } from '../records/record-cipher.js'",
      "import { deriveKeys } from '../keys/data-key.js'",
      "import '../vault.js'",
      "import 'zod'",
    ],
    allowed: ["import '../../ports/storage-error.js'", "import 'node:fs/promises'"],
  },
  'main/storage/keys/planted.ts': {
    refused: [
      "import type { Records } from '../records/connection-records.js'",
      "import '../vault-folder.js'",
      "import 'classic-level'",
    ],
    allowed: ["import '../disk/durable-file.js'", "import '../format/tolerant.js'"],
  },
  'main/storage/records/planted.ts': {
    refused: [
      "import '../vault.js'",
      "import '../locked-view.js'",
      "import '../../oauth/discovery.js'",
      "import '../../connections/failures.js'",
    ],
    allowed: ["import '../keys/data-key.js'", "import '../disk/database.js'"],
  },
  'main/storage/planted.ts': {
    refused: [
      "import { createRequire } from 'node:module'",
      "process.getBuiltinModule('fs')",
      "process['getBuiltinModule']('fs')",
      'const { getBuiltinModule } = process',
      "import { getBuiltinModule as load } from 'node:process'",
      "require('electron')",
      'require(name)',
      "import { Worker as Thread } from 'node:worker_threads'",
      "import.meta.resolve('electron')",
      'const meta = import.meta',
      'JSON.parse(text)',
      "import '../electron/safe-storage.js'",
      "import type { Network } from '../electron/network.js'",
      "import '../services/catalogue.js'",
      "import '../connections/core.js'",
      "import { discover } from '../oauth/discovery.js'",
      "import 'electron'",
    ],
    allowed: [
      "import type { Vault } from '../ports/vault.js'",
      "import { ClassicLevel } from 'classic-level'",
    ],
  },
  'main/connections/planted.ts': {
    refused: [
      "import '../storage/vault.js'",
      "import '../electron/network.js'",
      "import '../services/catalogue.js'",
      "import '../requests/request-handlers.js'",
      "import '../../renderer/api.js'",
      "import 'oauth4webapi'",
      "import 'node:fs'",
      "import 'electron'",
    ],
    allowed: [
      "import type { Vault } from '../ports/vault.js'",
      "import '../oauth/discovery.js'",
      "import '../../messages/message-id.js'",
    ],
  },
  'main/settings/planted.ts': {
    refused: [
      "import '../storage/settings-file.js'",
      "import '../electron/start-at-login.js'",
      "import '../oauth/discovery.js'",
      "import 'node:fs'",
    ],
    allowed: ["import type { SettingsFile } from '../ports/settings.js'"],
  },
  'main/programs/planted.ts': {
    refused: [
      "import '../storage/vault.js'",
      "import '../electron/network.js'",
      "import '../support/planted.js'",
      "import 'node:net'",
      "import 'electron'",
    ],
    allowed: ["import '../connections/core.js'"],
  },
  'main/support/planted.ts': {
    refused: [
      "import '../storage/vault.js'",
      "import '../electron/network.js'",
      "import '../programs/planted.js'",
      "import 'node:net'",
      "import 'electron'",
    ],
    allowed: ["import '../connections/core.js'"],
  },
  'main/requests/planted.ts': {
    refused: [
      "import '../storage/vault.js'",
      "import '../electron/ipc-guard.js'",
      "import 'electron'",
    ],
    allowed: ["import '../connections/core.js'"],
  },
  'main/electron/planted.ts': {
    refused: [
      "import '../storage/vault.js'",
      "import type { Vault } from '../storage/vault.js'",
      "export * from '../storage/vault.js'",
      "void import('../storage/vault.js')",
      "type Vault = import('../storage/vault.js').Vault",
      "import '../application.js'",
      "import '../services/catalogue.js'",
      "import '../../renderer/api.js'",
      "import 'oauth4webapi'",
      "import { safeStorage } from 'electron'",
      "import { ipcMain } from 'electron'",
      "import { ipcMain as requests } from 'electron'",
      "import { 'ipcMain' as requests } from 'electron'",
      "import { ipcMain } from 'electron/main'",
      "import { safeStorage as store } from 'electron'",
      "import { shell } from 'electron'",
      "import { utilityProcess } from 'electron'",
      "import * as electron from 'electron'",
      "import electron from 'electron'",
      "export * from 'electron'",
      "export { ipcMain } from 'electron'",
      "void import('electron')",
      "contents.ipc.handle('x', f)",
      "void shell.openExternal('https://x.test')",
      "void system['openExternal']('https://x.test')",
      'void system[`openExternal`](url)',
      'const { openExternal } = system',
      'const { openExternal: open } = system',
      "void Reflect.get(system, 'openExternal')",
      "void shell.openPath('/x')",
      "store['setUsePlainTextEncryption'](true)",
    ],
    allowed: [
      "import { app } from 'electron'",
      "import type * as electron from 'electron'",
      "import { type IpcMain, type safeStorage } from 'electron'",
      "import '../requests/request-handlers.js'",
    ],
  },
  'main/electron/user-agent.ts': {
    refused: ["void shell.openPath('/x')", "import { ipcMain } from 'electron'"],
    allowed: ["import { shell } from 'electron'", "void shell.openExternal('https://x.test')"],
  },
  'main/electron/ipc-main.ts': {
    refused: ["void shell.openExternal('https://x.test')", "import { shell } from 'electron'"],
    allowed: ["import { ipcMain } from 'electron'"],
  },
  'main/command-line.ts': {
    refused: ["import './application.js'", "import 'electron'"],
    allowed: ["import './oauth/link-scheme.js'"],
  },
  'main/application.ts': {
    refused: [
      "import { ipcMain } from 'electron'",
      "import './main.js'",
      "import '../renderer/api.js'",
      "import '../testing/vault.js'",
      "import 'oauth4webapi'",
    ],
    allowed: [
      "import { safeStorage } from 'electron'",
      "import './storage/vault.js'",
      "import './electron/network.js'",
    ],
  },
  'main/main.ts': {
    refused: [
      "import './application.js'",
      "import './connections/core.js'",
      "import './storage/vault.js'",
      "import { safeStorage } from 'electron'",
    ],
    allowed: ["void import('./application.js')", "import './electron/hardening.js'"],
  },
  'renderer/api.ts': {
    refused: [
      "import { schemas } from '../ipc/schemas.js'",
      "import { failure } from '../ipc/failure.js'",
      "import './store/requests.js'",
      "import '../main/ports/vault.js'",
      "import '../preload/preload.js'",
      "import 'electron'",
    ],
    allowed: ["import type { WindowApi } from '../ipc/window-api.js'"],
  },
  'renderer/components/planted.tsx': {
    refused: [
      'void globalThis.api',
      "void window['api']",
      'const { api } = window',
      "import.meta.glob('../../main/**')",
      "new Worker(new URL('../../main/main.ts', import.meta.url))",
      'new window.SharedWorker(url)',
      "import '../store/selectors.js'",
      "import '../api.js'",
      "import '../vault/VaultPanel.js'",
      "import { limits } from '../../ipc/limits.js'",
      "import 'zustand'",
      'void window.api',
    ],
    allowed: [
      "import type { Failure } from '../../ipc/failure.js'",
      "import type { MessageId } from '../../messages/message-id.js'",
      "import { Dialog } from 'react-aria-components/Dialog'",
    ],
  },
  'renderer/store/planted.ts': {
    refused: [
      "import { schemas } from '../../ipc/schemas.js'",
      "import { Button } from '../components/Button.js'",
      'void globalThis.api',
      'void window[`api`]',
      "void window['a' + 'pi']",
      'const { api: main } = window',
      'const w = window, main = w.api',
      "void Reflect.get(window, 'api')",
      'void api.unlockVault',
      "import '../vault/VaultPanel.js'",
      "import '../App.js'",
      "import '../../main/ports/vault.js'",
      "import 'node:fs'",
      'void window.api',
    ],
    allowed: [
      "import { create } from 'zustand'",
      "import { send } from '../api.js'",
      "import { requestNames } from '../../ipc/contract.js'",
      "import { useNow } from '../components/clock.js'",
    ],
  },
  'renderer/shell/planted.tsx': {
    refused: [
      "import { schemas } from '../../ipc/schemas.js'",
      "import '../api.js'",
      "import '../vault/VaultPanel.js'",
      "import '../../main/ports/vault.js'",
      "import 'zustand'",
    ],
    allowed: ["import '../store/selectors.js'", "import './StatusLine.js'"],
  },
  'renderer/support/planted.tsx': {
    refused: [
      "import { schemas } from '../../ipc/schemas.js'",
      "import '../api.js'",
      "import '../connections/ListPane.js'",
      "import 'zustand'",
    ],
    allowed: ["import '../store/selectors.js'"],
  },
  'renderer/vault/planted.tsx': {
    refused: [
      "import { schemas } from '../../ipc/schemas.js'",
      "import '../api.js'",
      "import '../settings/SettingsDialog.js'",
      "import 'zustand'",
    ],
    allowed: ["import '../components/Button.js'"],
  },
  'renderer/settings/planted.tsx': {
    refused: [
      "import { schemas } from '../../ipc/schemas.js'",
      "import '../api.js'",
      "import '../connections/ListPane.js'",
      "import 'zustand'",
    ],
    allowed: ["import '../vault/RecoverySection.js'"],
  },
  'renderer/connect/planted.tsx': {
    refused: [
      "import { schemas } from '../../ipc/schemas.js'",
      "import '../api.js'",
      "import '../connections/ListPane.js'",
      "import 'zustand'",
      "import 'electron'",
    ],
    allowed: ["import '../store/attempts.js'"],
  },
  'renderer/connections/planted.tsx': {
    refused: [
      "import { schemas } from '../../ipc/schemas.js'",
      "import '../api.js'",
      "import '../App.js'",
      "import 'zustand'",
    ],
    allowed: ["import '../connect/ConnectDialog.js'"],
  },
  'renderer/App.tsx': {
    refused: [
      "import { schemas } from '../ipc/schemas.js'",
      "import './api.js'",
      "import './main.js'",
      "import 'zustand'",
    ],
    allowed: ["import './shell/StatusLine.js'"],
  },
  'renderer/main.tsx': {
    refused: [
      "import './api.js'",
      "import '../main/ports/vault.js'",
      "import '../testing/renderer/main-double.js'",
    ],
    allowed: ["import { App } from './App.js'", "import './store/events.js'"],
  },
  'testing/planted.ts': {
    refused: [
      "import '../renderer/api.js'",
      "import '../campaigns/campaign.js'",
      "import '../e2e/lanyard.js'",
    ],
    allowed: ["import '../main/storage/vault.js'", "import 'oidc-provider'"],
  },
  'testing/hostile/planted.ts': {
    refused: ["import '../../main/storage/vault.js'", "import '../vault.js'", "import 'vitest'"],
    allowed: ["import './echo-server.js'", "import 'node:http'"],
  },
  'testing/renderer/planted.ts': {
    refused: ["import '../../main/storage/vault.js'", "import '../vault.js'"],
    allowed: ["import '../../renderer/store/events.js'"],
  },
  'campaigns/storage/planted.ts': {
    refused: [
      "import '../../renderer/api.js'",
      "import '../../testing/renderer/main-double.js'",
      "import '../../bench/world.js'",
    ],
    allowed: ["import '../../main/storage/vault.js'", "import '../../testing/vault.js'"],
  },
  'conformance/planted.ts': {
    refused: [
      "import '../renderer/api.js'",
      "import '../messages/en.json'",
      "import '../campaigns/campaign.js'",
    ],
    allowed: ["import '../main/connections/core.js'", "import '../testing/test-world.js'"],
  },
  'peers/planted.ts': {
    refused: ["import '../renderer/api.js'", "import '../testing/renderer/main-double.js'"],
    allowed: ["import '../main/connections/core.js'", "import '../testing/running-app.js'"],
  },
  'bench/planted.ts': {
    refused: [
      "import '../renderer/api.js'",
      "import '../campaigns/campaign.js'",
      "import '../e2e/lanyard.js'",
    ],
    allowed: ["import '../main/storage/vault.js'", "import 'electron'"],
  },
  'e2e/planted.ts': {
    refused: [
      "import '../main/ports/vault.js'",
      "import '../ipc/contract.js'",
      "import '../testing/vault.js'",
      "import '../messages/en.json'",
      "import 'electron'",
    ],
    allowed: [
      "import { test } from '@playwright/test'",
      "import './lanyard.js'",
      "import '../testing/hostile/neighbour.js'",
    ],
  },
  'screens/planted.ts': {
    refused: [
      "import '../main/ports/vault.js'",
      "import '../renderer/store/events.js'",
      "import '../e2e/lanyard.js'",
    ],
    allowed: ["import '../testing/renderer/samples.js'", "import '../ipc/contract.js'"],
  },
  'scripts/planted.mjs': {
    refused: [
      "import '../main/ports/vault.ts'",
      "import '../testing/vault.ts'",
      "import '../e2e/lanyard.ts'",
    ],
    allowed: ["import 'vite'", "import './setup/project.mjs'"],
  },
  'vitest.config.ts': {
    refused: ["import './main/ports/vault.js'", "import './testing/vault.js'"],
    allowed: ["import 'vitest/config'", "import './scripts/lint/plugin.mjs'"],
  },

  'main/connections/planted.test.ts': {
    refused: [
      "import '../../renderer/api.js'",
      "import '../../testing/renderer/main-double.js'",
      "import '../../campaigns/campaign.js'",
      "import './core.test.js'",
    ],
    allowed: [
      "import '../storage/vault.js'",
      "import '../../testing/vault.js'",
      "import { test } from 'vitest'",
    ],
  },
  'renderer/vault/planted.test.tsx': {
    refused: ["import '../../main/ports/vault.js'", "import '../../testing/vault.js'"],
    allowed: ["import '../../testing/renderer/main-double.js'", "import '../App.js'"],
  },
  'campaigns/storage/planted.test.ts': {
    refused: ["import '../../bench/world.js'", "import '../../renderer/api.js'"],
    allowed: ["import './kills.js'", "import '../../testing/vault.js'"],
  },
  'conformance/planted.test.ts': {
    refused: ["import '../bench/world.js'", "import '../renderer/api.js'"],
    allowed: ["import './suite.js'", "import 'vitest'"],
  },
  'e2e/planted.spec.ts': {
    refused: [
      "import '../main/ports/vault.js'",
      "import '../testing/vault.js'",
      "import '../ipc/schemas.js'",
    ],
    allowed: [
      "import { test } from './fixtures.js'",
      "import { eventNames } from '../ipc/contract.js'",
      "import '../testing/hostile/neighbour.js'",
    ],
  },
  'screens/planted.spec.ts': {
    refused: ["import '../main/ports/vault.js'", "import '../renderer/App.js'"],
    allowed: ["import './scene.js'", "import '../testing/renderer/samples.js'"],
  },
  'scripts/planted.test.mjs': {
    refused: ["import '../main/ports/vault.ts'"],
    allowed: ["import './setup/project.mjs'", "import 'vitest'"],
  },
};

describe.each(Object.entries(planted))('%s', (file, { refused, allowed }) => {
  test.each(refused)('refuses: %s', async (statement) => {
    const problems = await lint(file, `${statement};\n`);
    expect(problems).toHaveLength(1);
    // Each message says where to go instead: it is more than the fact that something is forbidden.
    expect(problems[0]).toMatch(
      /^(lanyard\/room-imports: \S+ may not (import|load)|lanyard\/electron-capabilities: |no-restricted-).{20,}/,
    );
  });

  test('allows what it needs', async () => {
    expect(await lint(file, `${allowed.join(';\n')};\n`)).toEqual([]);
  });
});

test.each(['main/oauth/planted.cts', 'main/oauth/planted.cjs', 'preload/planted.js'])(
  'a module of another kind is refused: %s',
  async (file) => {
    expect(await lint(file, 'void 0;\n')).toEqual([
      `lanyard/room-imports: ${file} has to be an ES module: .ts, .tsx, or .mjs for scripts.`,
    ]);
  },
);

test.each([
  '/* eslint-disable */',
  '/* eslint-disable lanyard/room-imports */',
  '/* eslint lanyard/room-imports: "off" */',
  '// eslint-disable-next-line lanyard/room-imports',
])('a comment does not switch a rule off: %s', async (comment) => {
  const problems = await lint('main/oauth/planted.ts', `${comment}\nimport 'electron';\n`);
  expect(problems).toContainEqual(expect.stringMatching(/^lanyard\/room-imports: /));
  expect(problems).toContainEqual(expect.stringMatching(/noInlineConfig/));
});

test.each(['ipc/contract.ts', 'ipc/contract-entry.ts', 'ipc/language.ts', 'ipc/limits.ts'])(
  'the window loads no schema library by way of %s',
  async (file) => {
    for (const name of ['zod', './schemas.js', './failure.js']) {
      expect(await lint(file, `import { x } from '${name}';\n`)).toHaveLength(1);
      expect(await lint(file, `import type { x } from '${name}';\n`)).toEqual([]);
    }
    expect(await lint(file, "import { labelLimit } from './limits.js';\n")).toEqual([]);
  },
);

test('what may load modules by a computed name is not part of the app', async () => {
  expect(await lint('testing/planted.ts', 'void import(name);\n')).toEqual([]);
  expect(await lint('scripts/planted.mjs', "import 'node:module';\n")).toEqual([]);
  expect(await lint('main/planted.test.ts', 'void import(name);\n')).toHaveLength(1);
});

test('every entry of the table has planted violations', () => {
  /** @param {string} entry */
  const isPlanted = (entry) =>
    Object.keys(planted).some((file) =>
      entry.endsWith('/') ? file.startsWith(entry) : file === entry,
    );
  const unplanted = rooms.filter(({ files }) => !files.some(isPlanted));
  const folders = [...rooms, ...testRooms].flatMap(({ files }) =>
    files.filter((entry) => entry.endsWith('/')),
  );
  expect(unplanted).toEqual([]);
  expect(folders.filter((entry) => !isPlanted(entry))).toEqual([]);
});

test('no room may import a room of a higher floor', () => {
  const entries = rooms.flatMap(({ files }, floor) => files.map((entry) => ({ entry, floor })));
  /** @param {string} entry */
  const fileIn = (entry) => (entry.endsWith('/') ? `${entry}planted.ts` : entry);
  const rising = entries.flatMap(({ entry, floor }) =>
    entries
      .filter((other) => other.floor > floor)
      .filter((other) =>
        ['value', 'type'].some((kind) =>
          mayImport(fileIn(entry), fileIn(other.entry), /** @type {'value' | 'type'} */ (kind)),
        ),
      )
      .map((other) => `${entry} → ${other.entry}`),
  );
  expect(rising).toEqual([]);
});

test('a file in no room is refused until the table names it', async () => {
  expect(await lint('main/new-room/planted.ts', 'export {};\n')).toEqual([
    'lanyard/room-imports: main/new-room/planted.ts is in no room of scripts/lint/rooms.mjs: add it there with what it may import.',
  ]);
});

/** Plants violations of the table in rooms.mjs and of the other rules of the real ESLint configuration. */
import { describe, expect, test } from 'vitest';

import { createPlantedLint } from './lint-planted.mjs';
import { mayImport } from './room-of.mjs';
import { rooms, testRooms } from './rooms.mjs';

const lint = createPlantedLint(
  (rule) => rule === 'lanyard/room-imports' || rule.startsWith('no-restricted-'),
);

/**
 * For each room one file, statements that must be refused there, and some that must not.
 * @type {Record<string, { refused: string[], allowed: string[] }>}
 */
const planted = {
  'ipc/planted.ts': {
    refused: [
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
      "import '../main/electron/ipc-main.js'",
      "import '../renderer/api.js'",
      "import 'node:fs'",
    ],
    allowed: ["import { contextBridge } from 'electron'", "import '../ipc/contract.js'"],
  },
  'main/concurrency/planted.ts': {
    refused: [
      "import '../connections/core.js'",
      "import type { Vault } from '../ports/vault.js'",
      "import 'node:fs'",
    ],
    allowed: ["import './serial-queue.js'"],
  },
  'main/oauth/planted.ts': {
    refused: [
      "import type { FailureCode } from '../../ipc/failure.js'",
      "import type { JsonValue } from '../../ipc/connection-view.js'",
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
  'main/storage/planted.ts': {
    refused: [
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
      "ipcMain.handle('x', f)",
      "void shell.openExternal('https://x.test')",
      "void shell.openPath('/x')",
    ],
    allowed: ["import { app } from 'electron'", "import '../requests/request-handlers.js'"],
  },
  'main/command-line.ts': {
    refused: ["import './application.js'", "import 'electron'"],
    allowed: ["import './oauth/link-scheme.js'"],
  },
  'main/application.ts': {
    refused: [
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
      "import './store/requests.js'",
      "import '../main/ports/vault.js'",
      "import '../preload/preload.js'",
      "import 'electron'",
    ],
    allowed: ["import type { WindowApi } from '../ipc/window-api.js'"],
  },
  'renderer/components/planted.tsx': {
    refused: [
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
      "import '../vault/VaultPanel.js'",
      "import '../App.js'",
      "import '../../main/ports/vault.js'",
      "import 'node:fs'",
      'void window.api',
    ],
    allowed: ["import { create } from 'zustand'", "import { api } from '../api.js'"],
  },
  'renderer/shell/planted.tsx': {
    refused: [
      "import '../api.js'",
      "import '../vault/VaultPanel.js'",
      "import '../../main/ports/vault.js'",
      "import 'zustand'",
    ],
    allowed: ["import '../store/selectors.js'", "import './StatusLine.js'"],
  },
  'renderer/support/planted.tsx': {
    refused: ["import '../api.js'", "import '../connections/ListPane.js'", "import 'zustand'"],
    allowed: ["import '../store/selectors.js'"],
  },
  'renderer/vault/planted.tsx': {
    refused: ["import '../api.js'", "import '../settings/SettingsDialog.js'", "import 'zustand'"],
    allowed: ["import '../components/Button.js'"],
  },
  'renderer/settings/planted.tsx': {
    refused: ["import '../api.js'", "import '../connections/ListPane.js'", "import 'zustand'"],
    allowed: ["import '../vault/RecoverySection.js'"],
  },
  'renderer/connect/planted.tsx': {
    refused: [
      "import '../api.js'",
      "import '../connections/ListPane.js'",
      "import 'zustand'",
      "import 'electron'",
    ],
    allowed: ["import '../store/attempts.js'"],
  },
  'renderer/connections/planted.tsx': {
    refused: ["import '../api.js'", "import '../App.js'", "import 'zustand'"],
    allowed: ["import '../connect/ConnectDialog.js'"],
  },
  'renderer/App.tsx': {
    refused: ["import './api.js'", "import './main.js'", "import 'zustand'"],
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
    allowed: ["import { test } from '@playwright/test'", "import './lanyard.js'"],
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
  'e2e/planted.spec.ts': {
    refused: ["import '../main/ports/vault.js'", "import '../testing/vault.js'"],
    allowed: ["import { test } from './fixtures.js'"],
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
      /^(lanyard\/room-imports: \S+ may not import \S+\. \S|no-restricted-).{20,}/,
    );
  });

  test('allows what it needs', async () => {
    expect(await lint(file, `${allowed.join(';\n')};\n`)).toEqual([]);
  });
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

/** The vault where it is not simply open, and the settings. */
import type { Page } from '@playwright/test';

import type { VaultView } from '../../ipc/vault-view.js';
import { noon } from '../../testing/renderer/samples.js';
import { openVault, type Scene, sentWith } from '../scene.js';
import { mixed } from './list.js';

function vault(name: string, view: VaultView, connections = mixed.slice(0, 0)): Scene {
  return { name: `vault-${name}`, sent: sentWith(connections, { vaultChanged: view }) };
}

const settings = async (page: Page) => {
  await page.getByRole('button', { name: 'Settings' }).first().click();
};

const connect = async (page: Page) => {
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
};

const lockedOut = {
  kind: 'locked',
  backendThen: 'gnome_libsecret',
  backendNow: 'kwallet6',
  hasRecovery: true,
  archivedVaults: ['vault-2026-10-01'],
} as const;

const byKey = (key: string) => async (page: Page) => {
  await page.getByRole('searchbox').first().focus();
  await page.keyboard.press(key);
  await page.getByRole('dialog').waitFor();
};

export const vaultScenes: readonly Scene[] = [
  vault('choose-protection', { kind: 'choose_protection', backend: 'basic_text' }),
  {
    ...vault('choose-protection-portal', { kind: 'choose_protection', backend: 'only_portal' }),
    act: connect,
    looks: ['narrow'],
  },
  {
    name: 'locked-by-passphrase',
    sent: sentWith(mixed, { vaultChanged: { kind: 'passphrase_required' } }),
    looks: ['narrow', 'forced-colours', 'dark-contrast'],
  },
  {
    name: 'locked',
    sent: sentWith(mixed, { lockChanged: { isLocked: true } }),
    looks: ['narrow', 'forced-colours', 'dark-contrast'],
  },
  vault('store-unavailable', { ...lockedOut, cause: 'password_store_unavailable' }),
  vault('store-changed', { ...lockedOut, cause: 'password_store_changed' }),
  vault('newer-version', { kind: 'unreadable', cause: 'newer_version', detail: 'format 9' }),
  vault('damaged', { kind: 'unreadable', cause: 'damaged', detail: 'MANIFEST-000004' }),
  vault('other-owner', { kind: 'unreadable', cause: 'other_owner', detail: 'uid 1001' }),
  vault('disk-full', { kind: 'unreadable', cause: 'disk_full', detail: 'ENOSPC' }),
  vault(
    'records-missing',
    {
      ...openVault,
      integrity: {
        kind: 'missing',
        findings: {
          atThisStart: true,
          connections: 3,
          records: { expected: 12, found: 9 },
          newestWrite: { seen: 40, found: 31 },
          copies: ['set-aside-2026-11-05'],
        },
      },
    },
    [...mixed],
  ),
  {
    name: 'command-palette',
    sent: sentWith(mixed),
    act: byKey('Control+k'),
    looks: ['narrow', 'forced-colours', 'dark-contrast'],
  },
  { name: 'shortcuts', sent: sentWith(mixed), act: byKey('Control+/'), looks: ['narrow'] },
  {
    name: 'settings',
    sent: sentWith(mixed),
    act: settings,
    looks: ['narrow', 'forced-colours', 'contrast', 'dark-contrast'],
  },
  {
    name: 'settings-with-sheet',
    sent: sentWith(mixed, {
      vaultChanged: { ...openVault, recovery: { kind: 'set', since: noon - 86_400_000 } },
    }),
    act: settings,
  },
];

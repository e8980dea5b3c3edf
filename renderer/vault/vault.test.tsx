import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { VaultView } from '../../ipc/vault-view.js';
import { connection, failure } from '../../testing/renderer/samples.js';
import { openWindow, press, settled, type } from '../../testing/renderer/window.js';

describe('a computer without a safe password store', () => {
  const vault: VaultView = { kind: 'choose_protection', backend: 'basic_text' };
  function openChoice(): void {
    openWindow({ vault });
    press('Connect an account');
  }

  test('asks how to keep sign-ins before it shows any service', () => {
    openChoice();
    expect(screen.getByRole('heading', { name: /How should Lanyard protect/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Practice service' })).toBeNull();
  });

  test('says what to do where there is only a portal for secrets (D5)', () => {
    openWindow({ vault: { kind: 'choose_protection', backend: 'only_portal' } });
    press('Connect an account');
    expect(screen.getByText(/has a portal for secrets, .* and no keyring/)).toBeTruthy();
    expect(screen.getByText(/start a keyring .* then start Lanyard again/)).toBeTruthy();
    expect(screen.queryByText(/found no keyring/)).toBeNull();
  });

  test('keeps them until quit (S2)', async () => {
    openChoice();
    fireEvent.click(screen.getByRole('radio', { name: /until I quit/ }));
    press('Continue');
    await settled();
    expect(main.keepUntilQuit).toHaveBeenCalledOnce();
    expect(main.protectByPassphrase).not.toHaveBeenCalled();
  });

  test('protects them by a passphrase that is long enough and repeated (S2)', async () => {
    openChoice();
    type('Passphrase', 'short');
    press('Continue');
    expect(screen.getByText('5 of 12 characters: too short.')).toBeTruthy();
    type('Passphrase', 'correct horse battery');
    type('Repeat the passphrase', 'correct house battery');
    press('Continue');
    expect(screen.getByText('The passphrases do not match.')).toBeTruthy();
    expect(main.protectByPassphrase).not.toHaveBeenCalled();
    type('Repeat the passphrase', 'correct horse battery');
    press('Continue');
    await settled();
    expect(main.protectByPassphrase).toHaveBeenCalledExactlyOnceWith({
      passphrase: 'correct horse battery',
    });
  });
});

describe('sign-ins under a passphrase', () => {
  test('are not named, and a wrong passphrase unlocks nothing', async () => {
    openWindow({ vault: { kind: 'passphrase_required' }, connections: [connection()] });
    expect(screen.queryByRole('listitem')).toBeNull();
    main.unlockVault.mockResolvedValueOnce({ ok: false, failure: failure('passphrase_wrong') });
    type('Passphrase', 'guess');
    press('Unlock');
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('Wrong passphrase.');
    expect(main.unlockVault).toHaveBeenCalledExactlyOnceWith({ passphrase: 'guess' });
    expect(screen.queryByDisplayValue('guess'), 'it is cleared once sent (N10)').toBeNull();
  });
});

describe('sign-ins that cannot be opened', () => {
  test('names the previous and the present password store, and tries again (S4)', async () => {
    openWindow({
      vault: {
        kind: 'locked',
        cause: 'password_store_changed',
        backendThen: 'kwallet5',
        backendNow: 'gnome_libsecret',
        hasRecovery: false,
        archivedVaults: [],
      },
      connections: [connection({ state: { kind: 'storage_locked' } })],
    });
    expect(screen.getByRole('alert').textContent).toContain(
      'protected by KWallet 5; this computer now uses GNOME Keyring',
    );
    press('Try again');
    await settled();
    expect(main.retryUnlock).toHaveBeenCalledOnce();
  });

  test('are never shown as an empty list', () => {
    openWindow({ vault: { kind: 'unreadable', cause: 'damaged', detail: 'MANIFEST' } });
    expect(screen.getByRole('alert').textContent).toContain('Nothing has been changed or deleted');
    expect(screen.queryByText('No accounts connected yet')).toBeNull();
  });
});

describe('how sign-ins are kept', () => {
  const open = {
    kind: 'open',
    recovery: { kind: 'not_needed' },
    integrity: { kind: 'none' },
    archivedVaults: [],
  } as const;
  const kept: readonly [string, VaultView][] = [
    [
      'Encrypted on this computer',
      { ...open, protection: { kind: 'computer', backend: 'keychain' } },
    ],
    ['Protected by your passphrase', { ...open, protection: { kind: 'passphrase' } }],
    ['Kept only until you quit', { ...open, protection: { kind: 'until_quit' } }],
    ['Opened with the recovery sheet', { ...open, protection: { kind: 'recovery_sheet' } }],
    ['Locked', { kind: 'unreadable', cause: 'damaged', detail: '' }],
  ];
  test.each(kept)('is always shown: %s (S2)', (words, vault) => {
    openWindow({ vault, connections: [connection()] });
    expect(screen.getByText(words)).toBeTruthy();
  });
});

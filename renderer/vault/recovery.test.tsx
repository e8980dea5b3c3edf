import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';

import type { Recovery, VaultView } from '../../ipc/vault-view.js';
import { connection, failure } from '../../testing/renderer/samples.js';
import { openWindow, press, settled, type } from '../../testing/renderer/window.js';

const phrase = '7G2K-9QXM-41VT-0PZC-HB8N-5RWE-3DJA';

function openSection(recovery: Recovery, archivedVaults: readonly string[] = []): void {
  openWindow({
    vault: {
      kind: 'open',
      protection: { kind: 'computer', backend: 'kwallet6' },
      recovery,
      integrity: { kind: 'none' },
      archivedVaults,
    },
    connections: [connection()],
  });
  press('Encrypted on this computer');
}

describe('the recovery sheet', () => {
  test('is shown in groups, printed, and confirmed by typing its end', async () => {
    openSection({ kind: 'none' });
    expect(screen.getByText(/the key is in KWallet 6\./)).toBeTruthy();
    press('Make a recovery sheet');
    await settled();
    const groups = screen.getByRole('list', { name: /in groups of four/ });
    expect(groups.textContent).toBe(phrase.replaceAll('-', ''));
    press('Print the recovery sheet');
    await settled();
    expect(main.printRecoverySheet).toHaveBeenCalledOnce();
    press('I’ve written it down');
    expect(document.body.textContent).not.toContain('7G2K');
    press('Confirm');
    expect(screen.getByText('Enter the last two groups.')).toBeTruthy();
    expect(main.confirmRecovery).not.toHaveBeenCalled();

    main.confirmRecovery.mockResolvedValueOnce({
      ok: false,
      failure: failure('recovery_not_confirmed'),
    });
    type('Last two groups', '5RWE');
    press('Confirm');
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('That is not the end of the phrase.');
    const dialog = screen.getByRole('dialog', { name: 'Recovery sheet' });
    const leading = dialog.querySelectorAll('[class*=primary]');
    expect([...leading].map(({ textContent }) => textContent)).toEqual(['Confirm']);
    type('Last two groups', '5rwe 3dja');
    press('Confirm');
    await settled();
    expect(main.confirmRecovery).toHaveBeenLastCalledWith({ passphrase: '5rwe 3dja' });
    expect(screen.getByRole('heading', { name: 'Your recovery sheet is ready' })).toBeTruthy();
  });

  test('is abandoned when the dialog closes: main and the window drop the phrase', async () => {
    openSection({ kind: 'none' });
    press('Make a recovery sheet');
    await settled();
    expect(document.body.innerHTML).toContain('7G2K');
    press('Cancel');
    await settled();
    expect(main.abandonRecovery).toHaveBeenCalledOnce();
    expect(main.confirmRecovery).not.toHaveBeenCalled();
    expect(document.body.innerHTML).not.toContain('7G2K');
  });

  test('says what to do without a printer', async () => {
    main.printRecoverySheet.mockResolvedValueOnce({
      ok: false,
      failure: failure('printer_missing'),
    });
    openSection({ kind: 'none' });
    press('Make a recovery sheet');
    await settled();
    press('Print the recovery sheet');
    await settled();
    expect(screen.getByRole('alert').textContent).toContain('Write the phrase down by hand');
  });

  test('shows when it was made, and is removed after a confirmation', async () => {
    openSection({ kind: 'set', since: Date.UTC(2026, 0, 5) });
    expect(screen.getByText(/^Made on 5 January 2026\./)).toBeTruthy();
    press('Remove');
    expect(screen.getByRole('alertdialog').textContent).toContain(
      'will no longer unlock your accounts',
    );
    expect(main.removeRecovery).not.toHaveBeenCalled();
    press('Remove the sheet');
    await settled();
    expect(main.removeRecovery).toHaveBeenCalledOnce();
  });
});

describe('an archived vault', () => {
  test('is listed, and opened after a confirmation', async () => {
    openSection({ kind: 'none' }, ['vault-kept-2026-01-05']);
    expect(screen.getByText(/in the folder vault-kept-2026-01-05\./)).toBeTruthy();
    press('Open the older one instead');
    press('Cancel');
    expect(main.openArchivedVault).not.toHaveBeenCalled();
    press('Open the older one instead');
    press('Restart with it');
    await settled();
    expect(main.openArchivedVault).toHaveBeenCalledExactlyOnceWith({
      name: 'vault-kept-2026-01-05',
    });
  });
});

describe('sign-ins that the password store does not open (S2, S4)', () => {
  const locked: Extract<VaultView, { kind: 'locked' }> = {
    kind: 'locked',
    cause: 'password_store_changed',
    backendThen: 'kwallet5',
    backendNow: 'gnome_libsecret',
    hasRecovery: true,
    archivedVaults: [],
  };
  const openLocked = (differently: Partial<typeof locked> = {}) =>
    openWindow({ vault: { ...locked, ...differently }, connections: [connection()] });

  test.each<[string, Partial<typeof locked>]>([
    ['protected by KWallet 5; this computer now uses GNOME Keyring', {}],
    ['no longer in KWallet 5. Was it reset?', { backendNow: 'kwallet5' }],
    [
      'protected by KWallet 5, which is not running',
      { cause: 'password_store_unavailable', backendNow: 'basic_text' },
    ],
    [
      'protected by KWallet 5, which is locked or not responding',
      { cause: 'password_store_unavailable', backendNow: 'kwallet5' },
    ],
  ])('are described as closed and not deleted: %s', (sentence, differently) => {
    openLocked(differently);
    const said = screen.getByRole('alert').textContent;
    expect(said).toContain(sentence);
    expect(said).toContain('Nothing was deleted.');
    expect(said).toContain('KWallet 5');
  });

  test('are opened with the sheet, which reports typing mistakes', async () => {
    openLocked();
    press('Unlock with the recovery sheet');
    expect(screen.getByText(/Afterwards GNOME Keyring keeps the key/)).toBeTruthy();
    press('Unlock');
    expect(main.unlockVault).not.toHaveBeenCalled();
    main.unlockVault.mockResolvedValueOnce({ ok: false, failure: failure('recovery_mistyped') });
    type('Recovery phrase', phrase);
    press('Unlock');
    await settled();
    expect(main.unlockVault).toHaveBeenCalledExactlyOnceWith({ passphrase: phrase });
    expect(screen.getByText(/There is a typing mistake/)).toBeTruthy();
  });

  test('offer no sheet where there is none', () => {
    openLocked({ hasRecovery: false });
    expect(screen.queryByRole('button', { name: 'Unlock with the recovery sheet' })).toBeNull();
  });

  test('are archived for a new vault after a confirmation', async () => {
    openLocked();
    press('Start fresh (keeps the old data)');
    expect(screen.getByRole('alertdialog').textContent).toContain('Nothing is deleted.');
    act(() => void fireEvent.click(screen.getByRole('button', { name: 'Start fresh' })));
    await settled();
    expect(main.startNewVault).toHaveBeenCalledOnce();
  });

  test('can be archived when the passphrase is forgotten', () => {
    openWindow({ vault: { kind: 'passphrase_required' }, connections: [connection()] });
    press('Forgot your passphrase?');
    press('Start fresh (keeps the old data)');
    expect(screen.getByRole('alertdialog')).toBeTruthy();
  });
});

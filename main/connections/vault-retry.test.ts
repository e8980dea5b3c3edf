import { expect, test, vi } from 'vitest';

import type { VaultView } from '../../ipc/vault-view.js';
import { newDirectory } from '../../testing/new-directory.js';
import { createTestClock, createTestSystemState } from '../../testing/test-world.js';
import { added, openVault, StandInSealer, writtenVault } from '../../testing/vault.js';
import type { RetryTrigger, Vault } from '../ports/vault.js';
import { createVaultRetry } from './vault-retry.js';

const locked: VaultView = {
  kind: 'locked',
  cause: 'password_store_unavailable',
  backendThen: 'kwallet6',
  backendNow: 'basic_text',
  hasRecovery: false,
  archivedVaults: [],
};

function standIn(view: VaultView) {
  const triggers: RetryTrigger[] = [];
  const listeners = new Set<(view: VaultView) => void>();
  const vault: Pick<Vault, 'view' | 'onChange' | 'retryOpening'> & { view: VaultView } = {
    view,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    retryOpening(trigger) {
      triggers.push(trigger);
      return Promise.resolve();
    },
  };
  const becomes = (next: VaultView) => {
    vault.view = next;
    listeners.forEach((listener) => listener(next));
  };
  return { vault, triggers, becomes };
}

/** Each retry of a real vault, to be awaited. */
function retriesOf(vault: Vault): readonly Promise<void>[] {
  const retries: Promise<void>[] = [];
  const retryOpening = vault.retryOpening.bind(vault);
  vi.spyOn(vault, 'retryOpening').mockImplementation((trigger) => {
    const retry = retryOpening(trigger);
    retries.push(retry);
    return retry;
  });
  return retries;
}

/** Lets what follows a retry happen. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('a locked vault is retried every minute until it opens (S6)', async () => {
  const { vault, triggers, becomes } = standIn({ kind: 'opening' });
  const clock = createTestClock();
  createVaultRetry(vault, clock, createTestSystemState());
  clock.advance(600_000);
  expect(triggers).toEqual([]);
  becomes(locked);
  clock.advance(59_999);
  expect(triggers).toEqual([]);
  clock.advance(1);
  await nextTurn();
  clock.advance(60_000);
  expect(triggers).toEqual(['time_passed', 'time_passed']);
  await nextTurn();
  becomes({ kind: 'passphrase_required' });
  clock.advance(600_000);
  expect(triggers).toHaveLength(2);
});

test('a vault whose files cannot be used is retried every minute too', () => {
  const { vault, triggers } = standIn({ kind: 'unreadable', cause: 'disk_full', detail: '' });
  const clock = createTestClock();
  createVaultRetry(vault, clock, createTestSystemState());
  clock.advance(60_000);
  expect(triggers).toEqual(['time_passed']);
});

test('focusing the window, unlocking the screen and waking each retry at once, as what they are (S6)', () => {
  const { vault, triggers } = standIn(locked);
  const systemState = createTestSystemState();
  const retry = createVaultRetry(vault, createTestClock(), systemState);
  retry.windowFocused();
  systemState.happen('unlocked');
  systemState.happen('suspending');
  systemState.happen('resumed');
  expect(triggers).toEqual(['window_focused', 'screen_unlocked', 'resumed']);
});

test('waking the computer does not make a locked keyring prompt; unlocking the screen opens the vault (S6)', async () => {
  const directory = await newDirectory();
  await writtenVault(directory, added('a'));
  // A keyring that is locked prompts for its password each time it is asked.
  const sealer = new StandInSealer();
  sealer.state = 'busy';
  const vault = await openVault(directory, sealer);
  const systemState = createTestSystemState();
  const retry = createVaultRetry(vault, createTestClock(), systemState);
  const retries = retriesOf(vault);
  const { open } = sealer.requests;
  for (let nights = 0; nights < 3; nights += 1) {
    systemState.happen('suspending');
    systemState.happen('resumed');
    await Promise.all(retries);
  }
  expect(retries).toHaveLength(3);
  expect(sealer.requests.open).toBe(open);

  sealer.state = 'works';
  systemState.happen('unlocked');
  await retries.at(-1);
  expect(vault.view.kind).toBe('open');
  retry.stop();
  await vault.close();
});

test('waking the computer opens a vault whose password store never prompts (S6)', async () => {
  const directory = await newDirectory();
  await writtenVault(directory, added('a'));
  const sealer = Object.assign(new StandInSealer(), { mayPromptUser: false });
  sealer.state = 'busy';
  const vault = await openVault(directory, sealer);
  const systemState = createTestSystemState();
  const retry = createVaultRetry(vault, createTestClock(), systemState);
  const retries = retriesOf(vault);
  sealer.state = 'works';
  systemState.happen('resumed');
  await retries.at(-1);
  expect(vault.view.kind).toBe('open');
  retry.stop();
  await vault.close();
});

test('unlocking the screen is watched for only while the vault is locked (S6)', () => {
  const { vault, becomes } = standIn({ kind: 'opening' });
  const systemState = createTestSystemState();
  const retry = createVaultRetry(vault, createTestClock(), systemState);
  const watching = [systemState.watching];
  const views: VaultView[] = [locked, locked, { kind: 'passphrase_required' }, locked];
  for (const view of views) {
    becomes(view);
    watching.push(systemState.watching);
  }
  retry.stop();
  watching.push(systemState.watching);
  expect(watching).toEqual([0, 1, 1, 0, 1, 0]);
});

test('nothing is retried after the end', () => {
  const { vault, triggers, becomes } = standIn(locked);
  const clock = createTestClock();
  const systemState = createTestSystemState();
  createVaultRetry(vault, clock, systemState).stop();
  becomes(locked);
  systemState.happen('resumed');
  systemState.happen('unlocked');
  clock.advance(600_000);
  expect(triggers).toEqual([]);
});

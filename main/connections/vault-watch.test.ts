import { expect, test } from 'vitest';

import type { VaultView } from '../../ipc/vault-view.js';
import { createTestClock } from '../../testing/test-world.js';
import type { RetryTrigger, Vault } from '../ports/vault.js';
import { createVaultRetry } from './vault-watch.js';

const locked: VaultView = {
  kind: 'locked',
  cause: 'password_store_unavailable',
  backendThen: 'kwallet6',
  backendNow: 'basic_text',
  hasRecovery: false,
  archivedVaults: [],
};

function standIn(view: VaultView) {
  const looked: RetryTrigger[] = [];
  const listeners = new Set<(view: VaultView) => void>();
  const vault: Pick<Vault, 'view' | 'onChange' | 'retryOpening'> & { view: VaultView } = {
    view,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    retryOpening(occasion) {
      looked.push(occasion);
      return Promise.resolve();
    },
  };
  const becomes = (next: VaultView) => {
    vault.view = next;
    listeners.forEach((listener) => listener(next));
  };
  return { vault, looked, becomes };
}

/** Lets what follows a look happen. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('S6: while locked it is looked at each minute, and no more once it is open', async () => {
  const { vault, looked, becomes } = standIn({ kind: 'opening' });
  const clock = createTestClock();
  createVaultRetry(vault, clock);
  clock.advance(600_000);
  expect(looked).toEqual([]);
  becomes(locked);
  clock.advance(59_999);
  expect(looked).toEqual([]);
  clock.advance(1);
  await settled();
  clock.advance(60_000);
  expect(looked).toEqual(['time_passed', 'time_passed']);
  await settled();
  becomes({ kind: 'passphrase_required' });
  clock.advance(600_000);
  expect(looked).toHaveLength(2);
});

test('a vault whose files cannot be used is looked at each minute too', () => {
  const { vault, looked } = standIn({ kind: 'unreadable', cause: 'disk_full', detail: '' });
  const clock = createTestClock();
  createVaultRetry(vault, clock);
  clock.advance(60_000);
  expect(looked).toEqual(['time_passed']);
});

test('S6: focusing the window and unlocking the screen are told at once', () => {
  const { vault, looked } = standIn(locked);
  const watch = createVaultRetry(vault, createTestClock());
  watch.noticed('window_focused');
  watch.noticed('screen_unlocked');
  expect(looked).toEqual(['window_focused', 'screen_unlocked']);
});

test('nothing is looked at after the end', () => {
  const { vault, looked, becomes } = standIn(locked);
  const clock = createTestClock();
  createVaultRetry(vault, clock).stop();
  becomes(locked);
  clock.advance(600_000);
  expect(looked).toEqual([]);
});

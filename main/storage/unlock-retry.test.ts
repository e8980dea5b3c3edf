import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { VaultView } from '../../ipc/vault-view.js';
import { newDirectory } from '../../testing/new-directory.js';
import { added, openVault, StandInSealer, writtenVault } from '../../testing/vault.js';
import type { RetryTrigger } from '../ports/vault.js';
import { retryFor } from './unlock-retry.js';

const occasions: readonly RetryTrigger[] = [
  'time_passed',
  'window_focused',
  'screen_unlocked',
  'resumed',
];

async function lockedBy(differently: Partial<StandInSealer>) {
  const directory = await newDirectory();
  await writtenVault(directory, added('a'));
  const sealer = Object.assign(new StandInSealer(), differently);
  const vault = await openVault(directory, sealer);
  expect(vault.view.kind).toBe('locked');
  return { vault, sealer };
}

test.each(occasions)('a missing password store is looked for again when %s (S6)', async (when) => {
  const { vault, sealer } = await lockedBy({ state: 'missing' });
  sealer.state = 'works';
  await vault.retryOpening(when);
  expect(vault.view.kind).toBe('open');
  await vault.close();
});

test('a locked store would prompt each time: it is queried again only when the user unlocks the screen (S6)', async () => {
  const { vault, sealer } = await lockedBy({ state: 'busy' });
  const { open } = sealer.requests;
  for (let times = 0; times < 5; times++) {
    await vault.retryOpening('time_passed');
    await vault.retryOpening('window_focused');
    await vault.retryOpening('resumed');
  }
  expect(sealer.requests.open).toBe(open);
  sealer.state = 'works';
  await vault.retryOpening('screen_unlocked');
  expect(vault.view.kind).toBe('open');
  await vault.close();
});

test.each(occasions)('a store that never prompts is queried again when %s (S6)', async (when) => {
  const { vault, sealer } = await lockedBy({ state: 'busy', mayPromptUser: false });
  sealer.state = 'works';
  await vault.retryOpening(when);
  expect(vault.view.kind).toBe('open');
  await vault.close();
});

test('a keychain to which the user denied access is queried again only when they unlock the screen (S6)', async () => {
  const { vault, sealer } = await lockedBy({ state: 'missing', isAlwaysPresent: true });
  const { probe } = sealer.requests;
  await vault.retryOpening('time_passed');
  await vault.retryOpening('window_focused');
  await vault.retryOpening('resumed');
  expect(sealer.requests.probe).toBe(probe);
  sealer.state = 'works';
  await vault.retryOpening('screen_unlocked');
  expect(vault.view.kind).toBe('open');
  await vault.close();
});

/** A vault that another instance had open and released. */
async function releasedByAnother(differently: Partial<StandInSealer> = {}) {
  const directory = await newDirectory();
  const first = await openVault(directory);
  const sealer = Object.assign(new StandInSealer(), differently);
  const vault = await openVault(directory, sealer);
  for (const when of occasions) await vault.retryOpening(when);
  expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'in_use' });
  await first.close();
  return { vault, sealer };
}

const withoutUser = ['time_passed', 'resumed'] as const;
const withUser = ['window_focused', 'screen_unlocked'] as const;

test.each(withoutUser)(
  'a vault that another instance released is shown as locked, without a prompt, when %s (S6)',
  async (when) => {
    const { vault, sealer } = await releasedByAnother({ state: 'busy' });
    for (let times = 0; times < 5; times++) await vault.retryOpening(when);
    expect(vault.view).toMatchObject({ kind: 'locked', cause: 'password_store_unavailable' });
    expect(sealer.requests).toMatchObject({ probe: 0, open: 0 });
    await vault.close();
  },
);

test.each(withUser)(
  'a released vault whose store was not queried while the user was away opens when %s (S6)',
  async (when) => {
    const { vault } = await releasedByAnother();
    await vault.retryOpening('resumed');
    expect(vault.view.kind).toBe('locked');
    await vault.retryOpening(when);
    expect(vault.view.kind).toBe('open');
    await vault.close();
  },
);

test('a released vault with a locked store prompts once, however often its window is focused (S6)', async () => {
  const { vault, sealer } = await releasedByAnother({ state: 'busy' });
  for (let times = 0; times < 5; times++) {
    for (const when of ['resumed', 'time_passed', 'window_focused'] as const) {
      await vault.retryOpening(when);
    }
  }
  expect(sealer.requests.open).toBe(1);
  await vault.close();
});

test.each(withUser)(
  'a vault that another instance released opens by itself when %s',
  async (when) => {
    const { vault } = await releasedByAnother();
    await vault.retryOpening(when);
    expect(vault.view.kind).toBe('open');
    await vault.close();
  },
);

test.each(occasions)(
  'a vault that another instance released opens when %s if its store never prompts',
  async (when) => {
    const { vault } = await releasedByAnother({ mayPromptUser: false });
    await vault.retryOpening(when);
    expect(vault.view.kind).toBe('open');
    await vault.close();
  },
);

test.each(withoutUser)(
  'a folder that became readable and holds no vault gets none, and no prompt, when %s (S6)',
  async (when) => {
    const path = await newDirectory();
    await writeFile(path, 'in the way');
    const sealer = new StandInSealer();
    const vault = await openVault(path, sealer);
    expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'not_accessible' });
    await rm(path);
    const asked = { ...sealer.requests };
    await vault.retryOpening(when);
    expect(sealer.requests).toEqual(asked);
    await vault.retryOpening('window_focused');
    expect(vault.view.kind).toBe('open');
    await vault.close();
  },
);

test('a damaged vault is not retried: the user has to decide', async () => {
  const directory = await newDirectory();
  await writtenVault(directory, added('a'));
  const content = await readFile(join(directory, 'key-a.json'));
  for (const name of ['key-a.json', 'key-b.json']) await writeFile(join(directory, name), '{');
  const vault = await openVault(directory);
  expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'damaged' });
  await writeFile(join(directory, 'key-a.json'), content);
  for (const when of occasions) await vault.retryOpening(when);
  expect(vault.view).toMatchObject({ kind: 'unreadable', cause: 'damaged' });
  await vault.close();
});

test.each(occasions)(
  'a store with another key has answered for good and is not queried again when %s (S6)',
  async (when) => {
    const { vault, sealer } = await lockedBy({ key: 2 });
    const asked = { ...sealer.requests };
    await vault.retryOpening(when);
    expect(sealer.requests).toEqual(asked);
    expect(vault.view).toMatchObject({ kind: 'locked', cause: 'password_store_changed' });
    await vault.close();
  },
);

test('any number of occasions at once makes one query (S6)', async () => {
  const { vault, sealer } = await lockedBy({ state: 'missing' });
  const { probe } = sealer.requests;
  await Promise.all([...occasions, ...occasions].map((when) => vault.retryOpening(when)));
  expect(sealer.requests.probe).toBe(probe + 1);
  await vault.close();
});

test('an open vault is not retried (S6)', async () => {
  const sealer = new StandInSealer();
  const vault = await openVault(await newDirectory(), sealer);
  const asked = { ...sealer.requests };
  for (const when of occasions) await vault.retryOpening(when);
  expect(sealer.requests).toEqual(asked);
  await vault.close();
});

test('a retry with the same result notifies nobody', async () => {
  const { vault } = await lockedBy({ state: 'missing' });
  let told = 0;
  vault.onChange(() => told++);
  await vault.retryOpening('time_passed');
  expect(told).toBe(0);
  await vault.close();
});

test('a state that only the user can change is not retried, whatever the store answered last', () => {
  const answers = [
    'does_not_protect',
    'unavailable',
    'changed',
    'nothing_to_open',
    'opened',
    'not_requested',
    null,
  ] as const;
  const unreadable = (cause: 'damaged' | 'newer_version') =>
    ({ kind: 'unreadable', cause, detail: '' }) as const;
  const views: readonly VaultView[] = [
    { kind: 'opening' },
    { kind: 'choose_protection', backend: 'basic_text' },
    { kind: 'passphrase_required' },
    unreadable('damaged'),
    unreadable('newer_version'),
  ];
  for (const view of views) {
    for (const answer of answers) {
      for (const when of occasions) {
        expect([view, retryFor(view, when, answer, false)]).toEqual([view, 'nothing']);
      }
    }
  }
});

test.each(['in_use', 'disk_full', 'not_accessible'] as const)(
  'a vault that is %s is retried on every occasion',
  (cause) => {
    for (const when of occasions) {
      expect(retryFor({ kind: 'unreadable', cause, detail: '' }, when, null, true)).not.toBe(
        'nothing',
      );
    }
  },
);

test('a locked vault whose store has not answered yet, or had nothing to open, is not retried (S6)', () => {
  const locked: VaultView = {
    kind: 'locked',
    cause: 'password_store_unavailable',
    backendThen: '',
    backendNow: '',
    hasRecovery: false,
    archivedVaults: [],
  };
  for (const answer of [null, 'nothing_to_open', 'opened', 'changed'] as const) {
    for (const when of occasions) expect(retryFor(locked, when, answer, false)).toBe('nothing');
  }
});

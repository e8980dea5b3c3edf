import { expect, test, vi } from 'vitest';

import { createComputer } from '../../testing/computer.js';
import { createRotatingService } from '../../testing/rotating-service.js';
import { createTestClock } from '../../testing/test-world.js';
import { StorageError } from '../ports/storage-error.js';
import { createRequestHandlers } from '../requests/request-handlers.js';

const minute = 60_000;
const ada = { connectionId: 'ada' };
const gone = { ok: false, failure: expect.objectContaining({ code: 'not_found' }) as unknown };

async function world() {
  const clock = createTestClock(10_000_000);
  const accounts = ['ada', 'bob'];
  const computer = await createComputer({ clock, random: () => 0.5, accounts, lifetime: 3_600 });
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });
  await computer.start(service);
  const core = computer.core();
  const { store } = core;
  return {
    clock,
    computer,
    core,
    store,
    handlers: createRequestHandlers(core, computer.ports),
    secrets: () => store.recordStore().secrets('ada'),
    ended: async () => (await store.recordStore().ended()).map(({ connectionId }) => connectionId),
  };
}

test('a removal is on the disk before the reply, with its tokens gone; nothing else can be undone', async () => {
  const { handlers, store, secrets, ended, computer } = await world();
  expect(await handlers.undoRemoval(ada)).toEqual(gone);
  expect(await handlers.removeConnection(ada)).toEqual({ ok: true, value: { canUndo: true } });
  expect(store.get('ada')).toBeNull();
  await expect(secrets()).rejects.toThrow(StorageError);
  expect(await ended()).toEqual(['ada']);
  await computer.stop();
});

test('undone, it is there with its tokens and activity, is refreshed again, and has not ended', async () => {
  const { handlers, store, secrets, ended, core, computer } = await world();
  expect(await core.refreshScheduler.refresh('ada')).toBeNull();
  const before = await secrets();
  const activity = await store.recordStore().activity('ada', 10);
  await handlers.removeConnection(ada);
  expect(await handlers.undoRemoval(ada)).toEqual({ ok: true, value: null });
  expect(await secrets()).toEqual(before);
  expect(await store.recordStore().activity('ada', 10)).toEqual(activity);
  expect(await ended()).toEqual([]);
  expect(await core.refreshScheduler.refresh('ada')).toBeNull();
  expect(await handlers.undoRemoval(ada), 'once').toEqual(gone);
  await computer.stop();
});

test('it cannot be undone later, nor once the vault is locked: no copy of its tokens is left', async () => {
  const { handlers, clock, core, computer } = await world();
  await handlers.removeConnection(ada);
  clock.advance(3 * minute);
  expect(await handlers.undoRemoval(ada)).toEqual(gone);
  await handlers.removeConnection({ connectionId: 'bob' });
  core.removals.forgetAll();
  expect(await handlers.undoRemoval({ connectionId: 'bob' })).toEqual(gone);
  await computer.stop();
});

test('an account that was connected again meanwhile keeps its new tokens', async () => {
  const { handlers, store, computer } = await world();
  const { connection } = store.get('ada')!;
  await handlers.removeConnection(ada);
  await store.commit([{ kind: 'put_connection', connection: { ...connection, id: 'new' } }]);
  expect(await handlers.undoRemoval(ada)).toEqual(gone);
  expect(store.all().map((each) => each.connection.id)).toEqual(['bob', 'new']);
  await computer.stop();
});

test('tokens that cannot be read are removed all the same, and cannot return', async () => {
  const { handlers, store, computer } = await world();
  vi.spyOn(store.recordStore(), 'secrets').mockRejectedValueOnce(
    new StorageError('unreadable', 'damaged'),
  );
  expect(await handlers.removeConnection(ada)).toEqual({ ok: true, value: { canUndo: false } });
  expect(store.get('ada')).toBeNull();
  expect(await handlers.undoRemoval(ada)).toEqual(gone);
  await computer.stop();
});

/** How connections end, and what the history tells of it. */
import { expect, test } from 'vitest';

import type { EventName } from '../../ipc/contract.js';
import type { HistoryView } from '../../ipc/history-view.js';
import { createTestCore } from '../../testing/test-core.js';
import {
  aConnection,
  createTestClock,
  someSecrets,
  tokenResponse,
} from '../../testing/test-world.js';
import { createRequestHandlers } from './request-handlers.js';

const minute = 60_000;
const start = 10_000_000;
const { id } = aConnection();
const accountPage = 'https://id.example/apps';

async function running() {
  const clock = createTestClock(start);
  const sent: HistoryView[] = [];
  const onEvent = (event: EventName, payload: unknown) => {
    if (event === 'historyChanged') sent.push(payload as HistoryView);
  };
  const world = createTestCore({
    clock,
    random: () => 0.5,
    secrets: someSecrets(),
    clientSecret: null,
    token: () => tokenResponse(),
    onEvent,
  });
  await world.start();
  const { core, quiet } = world;
  const { store } = core;
  /** Changes the connection as it is stored. */
  async function change(more: Partial<ReturnType<typeof aConnection>>) {
    const connection = store.get(id)?.connection;
    if (!connection) throw new Error('the connection is gone');
    await store.commit([{ kind: 'put_connection', connection: { ...connection, ...more } }]);
  }
  await change({ accountPage, connectedAt: start });
  const requests = createRequestHandlers(core, world.ports);
  return {
    ...world,
    clock,
    sent,
    requests,
    change,
    /** The history as it is by now. */
    history: async (activityOf: string | null = null) => {
      await requests.watchHistory({ activityOf });
      await quiet();
      return sent.at(-1);
    },
  };
}

test('while the vault is locked the history is unknown, not empty, and nothing is deleted (N10)', async () => {
  const { history, requests, vault } = await running();
  expect(await requests.removeConnection({ connectionId: id })).toMatchObject({ ok: true });
  expect((await history())?.ended).toHaveLength(1);
  await vault.close();
  expect(await history()).toEqual({ ended: null, activity: null });
  const locked = { ok: false, failure: { code: 'storage_locked' } };
  expect(await requests.deleteEnded({ connectionId: id })).toMatchObject(locked);
  expect(await requests.deleteHistory({})).toMatchObject(locked);
});

test('nothing is known to depend on a connection that is gone', async () => {
  const { requests } = await running();
  expect(await requests.getDependents({ connectionId: 'nobody' })).toMatchObject({ ok: false });
  expect(await requests.getDependents({ connectionId: id })).toMatchObject({
    value: { endsWithIt: [], mayEndToo: [], signsInThroughIt: [] },
  });
});

test('a connection that is gone leaves nothing a second time', async () => {
  const { history, requests } = await running();
  expect(await requests.removeConnection({ connectionId: 'nobody' })).toMatchObject({ ok: false });
  expect((await history())?.ended).toEqual([]);
});

test('a connection removed from this computer stays as that, with whose it was and its activity', async () => {
  const { clock, core, history, requests } = await running();
  clock.advance(minute);
  await requests.renameConnection({ connectionId: id, label: 'Work' });
  await requests.removeConnection({ connectionId: id });
  expect(core.store.get(id)).toBeNull();
  const shown = await history(id);
  expect(shown?.ended).toEqual([
    {
      connectionId: id,
      serviceId: 'service',
      serviceName: aConnection().serviceName,
      label: 'Work',
      account: { name: aConnection().account.name, email: aConnection().account.email },
      connectedAt: start,
      endedAt: start + minute,
      ending: { kind: 'removed' },
      hasAccountPage: true,
    },
  ]);
  expect(shown?.activity).toEqual({
    connectionId: id,
    entries: [{ at: start + minute, kind: 'renamed', failure: null }],
  });
});

test('no token and no secret is in what stays', async () => {
  const { core, requests } = await running();
  const { tokens } = await core.store.recordStore().secrets(id);
  await requests.removeConnection({ connectionId: id });
  const kept = JSON.stringify(await core.store.recordStore().ended());
  expect(kept).not.toContain(tokens.accessToken);
  expect(kept).not.toContain(tokens.refreshToken);
});

test('after the service’s page of connected apps was opened, it says so, and that page opens afterwards too', async () => {
  const { clock, history, opened, requests } = await running();
  clock.advance(minute);
  await requests.openAccountPage({ serviceId: 'service' });
  clock.advance(minute);
  await requests.removeConnection({ connectionId: id });
  const ending = { kind: 'finished_at_service', openedAt: start + minute };
  expect((await history())?.ended).toMatchObject([{ ending, endedAt: start + 2 * minute }]);
  await requests.openAccountPage({ serviceId: 'service' });
  expect(opened).toEqual([accountPage, accountPage]);
});

test('a page that was opened before the connection was made says nothing about it', async () => {
  const { change, clock, history, requests } = await running();
  await requests.openAccountPage({ serviceId: 'service' });
  clock.advance(minute);
  await change({ connectedAt: start + minute });
  await requests.removeConnection({ connectionId: id });
  expect((await history())?.ended).toMatchObject([{ ending: { kind: 'removed' } }]);
});

test('a connection whose refresh the service had refused was ended by it, with the time', async () => {
  const { change, clock, core, history, requests } = await running();
  const cause = {
    code: 'grant_refused',
    cause: 'HTTP 400',
    host: null,
    serverError: null,
  } as const;
  const entry = { connectionId: id, kind: 'refresh_failed', at: start, failure: cause } as const;
  await core.store.commit([{ kind: 'add_activity', entry }]);
  await change({ standing: { kind: 'needs_sign_in', cause } });
  clock.advance(minute);
  await requests.removeConnection({ connectionId: id });
  const ending = { kind: 'ended_by_service', refusedAt: start };
  expect((await history())?.ended).toMatchObject([{ ending }]);
});

test('a connection that only lacks its refresh token was not ended by the service', async () => {
  const { change, history, requests } = await running();
  const cause = {
    code: 'refresh_token_missing',
    cause: '',
    host: null,
    serverError: null,
  } as const;
  await change({ standing: { kind: 'needs_sign_in', cause } });
  await requests.removeConnection({ connectionId: id });
  expect((await history())?.ended).toMatchObject([{ ending: { kind: 'removed' } }]);
});

test('a disconnected connection stays with its evidence, also after a restart of the window', async () => {
  const { core, history, requests, sent, quiet } = await running();
  await history();
  await requests.disconnectConnection({ connectionId: id });
  await core.disconnector.whenIdle();
  await quiet();
  // It was watched, so it came by itself.
  expect(sent.at(-1)?.ended).toMatchObject([
    { connectionId: id, ending: { kind: 'disconnected', evidence: { at: start } } },
  ]);
  await requests.closeHistory({});
  const before = sent.length;
  expect((await history(id))?.activity?.entries).toMatchObject([{ kind: 'disconnect_requested' }]);
  expect(sent).toHaveLength(before + 1);
});

test('once nobody looks at the history, it is not sent', async () => {
  const { history, requests, sent, quiet } = await running();
  await history();
  await requests.closeHistory({});
  const before = sent.length;
  await requests.removeConnection({ connectionId: id });
  await quiet();
  expect(sent).toHaveLength(before);
});

test('what stayed is deleted one by one or all at once, with its activity, and the newest comes first', async () => {
  const { clock, core, history, requests } = await running();
  const { store } = core;
  for (const each of ['b', 'c']) {
    const { tokens, ...others } = someSecrets();
    await store.commit([
      { kind: 'put_secrets', connectionId: each, secrets: { ...others, tokens } },
      { kind: 'put_connection', connection: aConnection({ id: each }) },
    ]);
  }
  for (const each of [id, 'b', 'c']) {
    clock.advance(minute);
    await requests.renameConnection({ connectionId: each, label: each });
    await requests.removeConnection({ connectionId: each });
  }
  const ids = async () => (await history())?.ended?.map(({ connectionId }) => connectionId);
  expect(await ids()).toEqual(['c', 'b', id]);

  expect(await requests.deleteEnded({ connectionId: 'b' })).toMatchObject({ ok: true });
  expect(await ids()).toEqual(['c', id]);
  expect(await store.recordStore().activity('b', 10)).toEqual([]);
  expect(await store.recordStore().activity('c', 10)).toHaveLength(1);

  expect(await requests.deleteHistory({})).toMatchObject({ ok: true });
  expect(await ids()).toEqual([]);
  expect(await store.recordStore().activity('c', 10)).toEqual([]);
});

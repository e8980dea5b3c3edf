import { setImmediate } from 'node:timers/promises';

import { expect, test, vi } from 'vitest';

import type { ConnectionsChange } from '../../ipc/connection-view.js';
import type { EventName } from '../../ipc/contract.js';
import type { Failure } from '../../ipc/failure.js';
import { createComputer } from '../../testing/computer.js';
import { createRotatingService } from '../../testing/rotating-service.js';
import { aService } from '../../testing/sign-in.js';
import { createTestCore } from '../../testing/test-core.js';
import { createTestClock, someSecrets, tokenResponse } from '../../testing/test-world.js';
import { StorageError } from '../ports/storage-error.js';
import { createRequestHandlers } from './request-handlers.js';

async function computerWithAda() {
  const clock = createTestClock(10_000_000);
  const computer = await createComputer({
    clock,
    random: () => 0.5,
    accounts: ['ada'],
    lifetime: 3_600,
  });
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });
  await computer.start(service);
  return { computer, service };
}

const anOption = {
  description: null,
  risk: null,
  adminOnly: null,
  isDefault: false,
  isNeeded: false,
} as const;
const accepted = { ok: true, value: null };
const notFound = { ok: false, failure: expect.objectContaining({ code: 'not_found' }) as unknown };

test('a connection that is gone cannot be renamed, and the reply says so', async () => {
  const { computer } = await computerWithAda();
  const { renameConnection } = createRequestHandlers(computer.core(), computer.ports);

  expect(await renameConnection({ connectionId: 'nobody', label: 'Work' })).toEqual(notFound);
  expect(await renameConnection({ connectionId: 'ada', label: 'Work' })).toEqual(accepted);
  expect(computer.core().store.get('ada')?.connection.ownLabel).toBe('Work');
  await computer.stop();
});

test('a colour and a note are stored as given, each without the other; for a connection that is gone nothing is', async () => {
  const { computer } = await computerWithAda();
  const { store } = computer.core();
  const { annotateConnection } = createRequestHandlers(computer.core(), computer.ports);
  const annotated = () => {
    const { ownColour, note } = store.get('ada')!.connection;
    return { ownColour, note };
  };

  expect(await annotateConnection({ connectionId: 'nobody', colour: 'red' })).toEqual(notFound);
  expect(await annotateConnection({ connectionId: 'ada', note: 'Paid\nby Bob' })).toEqual(accepted);
  expect(annotated()).toEqual({ ownColour: undefined, note: 'Paid by Bob' });
  expect(await annotateConnection({ connectionId: 'ada', colour: 'teal' })).toEqual(accepted);
  expect(annotated()).toEqual({ ownColour: 'teal', note: 'Paid by Bob' });
  await annotateConnection({ connectionId: 'ada', colour: null, note: '' });
  expect(annotated()).toEqual({ ownColour: undefined, note: undefined });
  await computer.stop();
});

test('whether tokens are bound to a key is stored as chosen; for a connection that is gone nothing is (O19)', async () => {
  const { computer } = await computerWithAda();
  const { setTokenBinding } = createRequestHandlers(computer.core(), computer.ports);

  expect(await setTokenBinding({ connectionId: 'nobody', bind: true })).toEqual(notFound);
  expect(await setTokenBinding({ connectionId: 'ada', bind: false })).toEqual(accepted);
  expect(computer.core().store.get('ada')?.connection.bindTokens).toBe(false);
  await computer.stop();
});

test('the message for an administrator lists the scopes this connection requested; for one that is gone nothing is copied', async () => {
  const { computer } = await computerWithAda();
  const copied: string[] = [];
  const { copyConnectionAdminRequest } = createRequestHandlers(computer.core(), {
    ...computer.ports,
    clipboard: { write: (text) => void copied.push(text) },
  });

  expect(await copyConnectionAdminRequest({ connectionId: 'nobody' })).toEqual(notFound);
  expect(copied).toEqual([]);
  expect(await copyConnectionAdminRequest({ connectionId: 'ada' })).toEqual(accepted);
  expect(copied).toEqual([expect.stringContaining('- “notes.read”')]);
  expect(copied[0]).toContain(
    'The client ID of Lanyard at “Service” (server.example) is “lanyard”.',
  );
  await computer.stop();
});

test('a connection asks for the permissions that were chosen and those that it needs, and for no others', async () => {
  const { computer } = await computerWithAda();
  const core = computer.core();
  const service = aService({
    scopeOptions: [
      { ...anOption, name: 'openid', isDefault: true, isNeeded: true },
      { ...anOption, name: 'notes.read', isDefault: true },
      { ...anOption, name: 'notes.write' },
    ],
  });
  vi.spyOn(core.catalogue, 'find').mockReturnValue(service);
  const start = vi.spyOn(core.signIn, 'start').mockReturnValue('attempt');
  const { addConnection } = createRequestHandlers(core, computer.ports);

  const scopes = ['notes.write', 'everything'];
  expect(await addConnection({ serviceId: service.id, scopes })).toEqual(accepted);
  expect(start).toHaveBeenLastCalledWith({
    service,
    connection: null,
    chosenScopes: ['openid', 'notes.write'],
  });
  expect(await addConnection({ serviceId: service.id })).toEqual(accepted);
  expect(start).toHaveBeenLastCalledWith({ service, connection: null });
  await computer.stop();
});

test('a connection is refused where nothing that was chosen is the service’s, which would ask for its default', async () => {
  const { computer } = await computerWithAda();
  const core = computer.core();
  const service = aService({ scopeOptions: [{ ...anOption, name: 'mail' }] });
  vi.spyOn(core.catalogue, 'find').mockReturnValue(service);
  const start = vi.spyOn(core.signIn, 'start');
  const { addConnection } = createRequestHandlers(core, computer.ports);

  expect(await addConnection({ serviceId: service.id, scopes: ['everything'] })).toMatchObject({
    ok: false,
    failure: { code: 'invalid_request' },
  });
  expect(start).not.toHaveBeenCalled();
  await computer.stop();
});

test('of many refreshes requested in turn two run at one server, and all in the end (H69)', async () => {
  const clock = createTestClock(10_000_000);
  const accounts = ['ada', 'bob', 'cleo', 'dora', 'edda'];
  const computer = await createComputer({ clock, random: () => 0.5, accounts, lifetime: 3_600 });
  const service = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });
  const running = { now: 0, most: 0 };
  const fetchThrough: typeof service.fetchThrough = (gate) => {
    const fetch = service.fetchThrough(gate);
    return async (...given) => {
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      await setImmediate();
      return await fetch(...given).finally(() => (running.now -= 1));
    };
  };
  await computer.start({ ...service, fetchThrough });
  const { refreshConnection } = createRequestHandlers(computer.core(), computer.ports);
  for (const connectionId of accounts) {
    expect(await refreshConnection({ connectionId, inTurn: true })).toEqual(accepted);
  }
  const refreshed = () =>
    accounts.filter((id) => computer.core().store.get(id)?.connection.lastRefreshedAt !== null);
  await vi.waitUntil(() => refreshed().length === accounts.length);
  expect(running.most).toBe(2);
  await computer.stop();
});

test('the e-mail address of an account is copied as it is shown; where there is none nothing is', async () => {
  const { computer } = await computerWithAda();
  const core = computer.core();
  const copied: string[] = [];
  const { copyAccountEmail } = createRequestHandlers(core, {
    ...computer.ports,
    clipboard: { write: (text) => void copied.push(text) },
  });
  const setEmail = (email: string | null) =>
    core.store.commit(() => {
      const { connection } = core.store.get('ada')!;
      const account = { ...connection.account, email };
      return [{ kind: 'put_connection', connection: { ...connection, account } }];
    });

  await setEmail(null);
  expect(await copyAccountEmail({ connectionId: 'nobody' })).toEqual(notFound);
  expect(await copyAccountEmail({ connectionId: 'ada' })).toEqual(notFound);
  expect(copied).toEqual([]);
  await setEmail('ada@exam\u202Eple.com');
  expect(await copyAccountEmail({ connectionId: 'ada' })).toEqual(accepted);
  expect(copied).toEqual(['ada@example.com']);
  await computer.stop();
});

test('more permissions are asked for together with those of the connection; for one that is gone no sign-in starts', async () => {
  const { computer } = await computerWithAda();
  const core = computer.core();
  const { requestMoreScopes } = createRequestHandlers(core, computer.ports);
  const start = vi.spyOn(core.signIn, 'start');
  const scopes = 'notes.write  files.read';

  expect(await requestMoreScopes({ connectionId: 'nobody', scopes })).toEqual(notFound);
  expect(start).not.toHaveBeenCalled();
  expect(await requestMoreScopes({ connectionId: 'ada', scopes })).toEqual(accepted);
  expect(start).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({
      connection: core.store.get('ada')?.connection,
      moreScopes: ['notes.write', 'files.read'],
    }),
  );
  expect(core.signIn.views()).toMatchObject([{ connectionId: 'ada' }]);
  await computer.stop();
});

test('the sign-in that the API wants is asked for, but not in place of one that has ended otherwise (L8)', async () => {
  const { computer } = await computerWithAda();
  const { signIn, store } = computer.core();
  const { signInAgain } = createRequestHandlers(computer.core(), computer.ports);
  const start = vi.spyOn(signIn, 'start');
  const requiredAuthentication = { acrValues: ['phr'], maxAgeSeconds: 60 };
  const cause = (code: 'grant_refused' | 'authentication_insufficient') =>
    ({ kind: 'needs_sign_in', cause: { code, cause: '', host: null, serverError: null } }) as const;
  const asked: unknown[] = [];
  for (const standing of [
    { kind: 'active' } as const,
    cause('authentication_insufficient'),
    cause('grant_refused'),
  ]) {
    await store.commit(() => {
      const connection = store.get('ada')?.connection;
      return connection
        ? [
            {
              kind: 'put_connection',
              connection: { ...connection, standing, requiredAuthentication },
            },
          ]
        : [];
    });
    expect(await signInAgain({ connectionId: 'ada' })).toEqual(accepted);
    asked.push(start.mock.lastCall?.[0].requiredAuthentication);
  }
  expect(asked).toEqual([requiredAuthentication, requiredAuthentication, undefined]);
  await computer.stop();
});

test.each(['copyConnectionAdminRequest', 'signInAgain'] as const)(
  '%s: the reply says so if the service is gone and the vault cannot be read',
  async (request) => {
    const { computer } = await computerWithAda();
    const core = computer.core();
    const copied: string[] = [];
    const handlers = createRequestHandlers(core, {
      ...computer.ports,
      clipboard: { write: (text) => void copied.push(text) },
    });
    const secrets = vi.spyOn(core.store.recordStore(), 'secrets');
    secrets.mockRejectedValueOnce(new StorageError('unreadable', 'damaged'));
    expect(await handlers[request]({ connectionId: 'ada' })).toMatchObject({
      ok: false,
      failure: { code: 'storage_failed' },
    });
    expect(copied).toEqual([]);
    expect(core.signIn.views()).toEqual([]);
    await computer.stop();
  },
);

test('the reply says so if the browser did not open a page of the project; otherwise that page is open', async () => {
  const { computer } = await computerWithAda();
  const opened: string[] = [];
  const noBrowser = {
    code: 'browser_not_opened',
    cause: '',
    host: null,
    serverError: null,
  } as const;
  let answer: Failure | null = noBrowser;
  const { openProjectPage } = createRequestHandlers(computer.core(), {
    ...computer.ports,
    userAgent: {
      open(url) {
        if (answer === null) opened.push(url);
        return Promise.resolve(answer);
      },
    },
  });
  expect(await openProjectPage({ page: 'report' })).toEqual({ ok: false, failure: noBrowser });
  answer = null;
  expect(await openProjectPage({ page: 'report' })).toEqual(accepted);
  expect(opened).toEqual(['https://lanyard.app/report']);
  await computer.stop();
});

test('the menu offers what the window says is possible', async () => {
  const { computer } = await computerWithAda();
  const enabled: unknown[] = [];
  const { reportActions } = createRequestHandlers(computer.core(), {
    ...computer.ports,
    actionMenu: { enable: (actions) => void enabled.push(actions) },
  });
  expect(await reportActions({ possible: ['connect', 'settings'] })).toEqual(accepted);
  expect(enabled).toEqual([['connect', 'settings']]);
  await computer.stop();
});

test('a refresh is accepted at once; its outcome comes as an event, after the connection it changed', async () => {
  const clock = createTestClock(1_000_000_000);
  const events: [EventName, unknown][] = [];
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const lanyard = createTestCore({
    clock,
    random: () => 0.5,
    secrets: someSecrets({ issuedAt: clock.now(), expiresAt: clock.now() + 3_600_000 }),
    clientSecret: null,
    token: () => tokenResponse({ access_token: 'access-2', refresh_token: 'refresh-2' }),
    onEvent: (event, payload) => {
      events.push([event, payload]);
      if (event === 'refreshFinished') finish();
    },
  });
  await lanyard.start();
  const { refreshConnection } = createRequestHandlers(lanyard.core, lanyard.ports);
  const connectionId = 'connection-1';
  clock.advance(1_000);
  events.length = 0;

  expect(await refreshConnection({ connectionId: 'nobody' })).toEqual(notFound);
  expect(refreshConnection({ connectionId })).toEqual(accepted);
  expect(events.map(([event]) => event)).not.toContain('refreshFinished');
  await finished;
  expect(events.at(-1)).toEqual(['refreshFinished', { connectionId, failure: null }]);
  const changes = events.filter(([event]) => event === 'connectionsChanged');
  const last = changes.at(-1)?.[1] as Extract<ConnectionsChange, { kind: 'some' }>;
  expect(last.changed).toMatchObject([{ id: connectionId, state: { kind: 'active' } }]);
  await lanyard.core.stop();
});

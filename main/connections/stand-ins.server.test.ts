/** Services that are known by their description only, each connected, refreshed and disconnected. */
import { describe, expect, onTestFinished, test } from 'vitest';

import { Browser } from '../../testing/headless-browser.js';
import { hurriedClock, startApp } from '../../testing/running-app.js';
import { type StandIn, startOdoo, startTutorialApi, startWebApp } from '../../testing/stand-ins.js';
import type { Connection } from './connection.js';

/** The running app, and what a person does with it. */
async function given({ definitions }: StandIn, { agrees = true } = {}) {
  const browser = new Browser({});
  const opened: string[] = [];
  const app = await startApp({
    definitions,
    clock: hurriedClock,
    browser: async (url) => {
      opened.push(url);
      return agrees ? browser.open(url).catch(endedAtService) : null;
    },
  });
  onTestFinished(() => app.stop());
  const { core, handlers, until } = app;
  const serviceId = definitions[0]?.services[0]?.id ?? '';

  async function ended() {
    return until('the sign-in ends', () => {
      const phase = app.attempt()?.phase;
      return phase?.kind === 'connected' || phase?.kind === 'failed' ? phase : null;
    });
  }
  async function connect(): Promise<Connection> {
    expect(await handlers.addConnection({ serviceId })).toMatchObject({ ok: true });
    const phase = await ended();
    if (phase.kind !== 'connected') throw new Error(JSON.stringify(phase));
    return core.store.get(phase.connectionId)!.connection;
  }
  async function refresh(connectionId: string) {
    const seen = app.refreshes();
    await handlers.refreshConnection({ connectionId });
    await until('the refresh ends', () => (app.refreshes() > seen ? true : null));
    return app.lastRefresh()?.failure ?? null;
  }
  async function disconnect(connectionId: string) {
    await handlers.disconnectConnection({ connectionId });
    return (await until('it ends', () => app.ended(connectionId) ?? null)).evidence;
  }
  const tokensOf = async (id: string) => (await core.store.recordStore().secrets(id)).tokens;
  return { app, opened, connect, ended, refresh, disconnect, tokensOf, serviceId };
}

/** The last page is the service's own: the person closes it. */
const endedAtService = () => null;

describe('a web app with endpoints of its own and a client secret (L15)', () => {
  test('connects by its registered redirect, refreshes, and says that it offers no revocation', async () => {
    const world = await given(await startWebApp());
    const connection = await world.connect();
    expect(connection).toMatchObject({
      account: { name: null, unidentified: { timesAsked: 0 } },
      scopesGranted: ['read', 'write'],
      registration: { clientAuthentication: 'client_secret_post' },
    });
    const before = await world.tokensOf(connection.id);
    expect(await world.refresh(connection.id)).toBeNull();
    const after = await world.tokensOf(connection.id);
    expect(after.refreshToken).not.toBe(before.refreshToken);
    expect(await world.disconnect(connection.id)).toMatchObject({ kind: 'not_offered' });
  });
});

describe('the API of a tutorial (L15)', () => {
  test('a service account shows whose it is', async () => {
    const server = await startTutorialApi();
    const world = await given(server);
    const connection = await world.connect();
    expect(connection).toMatchObject({
      grant: 'client_credentials',
      account: { subject: 'robot', name: 'Grace Hopper', email: 'grace@tutorial.example' },
    });
    expect(world.opened).toEqual([]);
    expect(await world.refresh(connection.id)).toBeNull();
    expect(await world.disconnect(connection.id)).toMatchObject({ kind: 'not_offered' });
    expect(server.requests).toEqual(['POST /token', 'GET /userinfo', 'POST /token']);
  });
});

describe('an Odoo that holds the grant itself (L15)', () => {
  test('is asked until the person has agreed, and shows whose account it is', async () => {
    const server = await startOdoo();
    const world = await given(server);
    const connection = await world.connect();
    expect(connection).toMatchObject({
      grant: 'server_held',
      account: { subject: 'ada@odoo.example (production)' },
      scopesGranted: ['openid', 'email'],
      registration: { redirectUri: null, clientAuthentication: 'none' },
    });
    // The server got its token half an hour ago, so `expires_at` counts.
    const left = connection.accessTokenExpiresAt! - Date.now();
    expect(left).toBeLessThanOrEqual(1_800_000);
    expect(left).toBeGreaterThan(1_700_000);
  });

  test('refreshes by the same request, and never stores the provider’s refresh token', async () => {
    const world = await given(await startOdoo());
    const { id } = await world.connect();
    const before = await world.tokensOf(id);
    expect(await world.refresh(id)).toBeNull();
    const after = await world.tokensOf(id);
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(after.refreshToken).toBe(before.refreshToken);
    expect(after.refreshToken).toHaveLength(43);
    expect(JSON.stringify(after)).not.toContain('of-the-provider');
  });

  test('a grant that ended at the provider needs a new sign-in, which keeps connection and identity', async () => {
    const server = await startOdoo();
    const world = await given(server);
    const { id } = await world.connect();
    const { refreshToken } = await world.tokensOf(id);
    server.endGrants();
    expect(await world.refresh(id)).toMatchObject({ code: 'grant_refused' });
    const { store } = world.app.core;
    expect(store.get(id)?.connection.standing.kind).toBe('needs_sign_in');
    await world.app.handlers.signInAgain({ connectionId: id });
    await world.app.until('it is well again', () =>
      store.get(id)?.connection.standing.kind === 'active' ? true : null,
    );
    expect(store.all()).toHaveLength(1);
    expect((await world.tokensOf(id)).refreshToken).toBe(refreshToken);
  });

  test('without a login the account is not known, and signing in again keeps the connection', async () => {
    const server = await startOdoo();
    server.tokenInformation = { expires_in: 600 };
    const world = await given(server);
    const { id, account } = await world.connect();
    expect(account).toMatchObject({ name: null, unidentified: { timesAsked: 0 } });
    server.endGrants();
    await world.refresh(id);
    await world.app.handlers.signInAgain({ connectionId: id });
    const { store } = world.app.core;
    await world.app.until('it is well again', () =>
      store.get(id)?.connection.standing.kind === 'active' ? true : null,
    );
    expect(store.all()).toHaveLength(1);
  });

  test('disconnecting revokes there, and the API confirms it', async () => {
    const server = await startOdoo();
    const world = await given(server);
    const { id } = await world.connect();
    expect(await world.disconnect(id)).toMatchObject({ kind: 'confirmed' });
    expect(server.requests.slice(-3)).toEqual([
      'GET /my-api/oauth2/revoke',
      'POST /my-api/oauth2/token',
      'HEAD /my-api',
    ]);
    expect(world.app.core.store.all()).toEqual([]);
  });

  test('two people at one client are two connections with identities of their own', async () => {
    const server = await startOdoo();
    const world = await given(server);
    const one = await world.connect();
    server.tokenInformation = { ...server.tokenInformation, login: 'grace@odoo.example' };
    await world.app.handlers.addConnection({ serviceId: world.serviceId });
    const { store } = world.app.core;
    await world.app.until('both are there', () => (store.all().length === 2 ? true : null));
    const other = store.all().find(({ connection }) => connection.id !== one.id)!.connection;
    const [first, second] = [await world.tokensOf(one.id), await world.tokensOf(other.id)];
    expect(first.refreshToken).not.toBe(second.refreshToken);
  });

  test('a client that it does not know is refused before the browser opens', async () => {
    const server = await startOdoo();
    const [definitions] = server.definitions;
    const services = definitions!.services.map((each) => ({ ...each, client: { id: 'other' } }));
    const world = await given({ ...server, definitions: [{ ...definitions!, services }] });
    await world.app.handlers.addConnection({ serviceId: 'odoo' });
    expect(await world.ended()).toMatchObject({ failure: { code: 'client_refused' } });
    expect(world.opened).toEqual([]);
  });

  test('no view of the waiting sign-in holds the identity', async () => {
    const world = await given(await startOdoo(), { agrees: false });
    await world.app.handlers.addConnection({ serviceId: 'odoo' });
    const phase = await world.app.until('it waits', () => {
      const now = world.app.attempt()?.phase;
      return now?.kind === 'waiting_for_server' ? now : null;
    });
    const identity = new URL(world.opened[0]!).searchParams.get('state')!;
    expect(identity).toHaveLength(43);
    expect(JSON.stringify(phase)).not.toContain(identity);
  });
});

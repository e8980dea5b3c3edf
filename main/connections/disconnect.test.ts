import { describe, expect, test } from 'vitest';

import type { Farewell } from '../../ipc/connection-view.js';
import {
  aConnection,
  type AskedRequest,
  aServer,
  bookWith,
  contextOver,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  someSecrets,
} from '../test-world.js';
import { NetworkFault } from '../oauth/network-fault.js';
import type { Connection, ConnectionSecrets } from './connection.js';
import { createDisconnector } from './disconnect.js';

const id = 'connection-1';
const hour = 3_600_000;
const day = 24 * hour;
const disconnecting = (since: number) =>
  ({ kind: 'disconnecting', since, progress: { kind: 'asking' } }) as const;
const offline = () => Promise.reject(new NetworkFault('offline', 'ENETUNREACH', false));
const done = () => new Response(null, { status: 200 });
const tokenRefused = () =>
  new Response('', {
    status: 401,
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  });

interface Given {
  readonly revoke?: (request: AskedRequest, count: number) => Response | Promise<Response>;
  readonly introspect?: () => Response;
  readonly userinfo?: () => Response;
  readonly connection?: Connection;
  readonly secrets?: ConnectionSecrets;
}

async function given({ revoke = done, introspect, userinfo, connection, secrets }: Given) {
  const clock = createTestClock(1_000);
  let revocations = 0;
  const server = createScriptedServer((request) => {
    if (request.path === '/revoke') return revoke(request, ++revocations);
    if (request.path === '/introspect') return introspect?.() ?? tokenRefused();
    return userinfo?.() ?? tokenRefused();
  });
  const book = await bookWith(await openMemoryVault(clock), connection, secrets);
  const farewells: Farewell[] = [];
  const disconnector = createDisconnector({
    book,
    clock,
    contextFor: contextOver(server.fetch, () => clock.now()),
    random: () => 0.5,
    renewalSettled: () => Promise.resolve(),
    ended: (farewell) => farewells.push(farewell),
  });
  return {
    clock,
    server,
    book,
    farewells,
    disconnector,
    /** Time passes, in steps that leave each try time to end. */
    async wait(ms: number, step = 10 * 60_000) {
      for (let left = ms; left > 0; left -= step) {
        clock.advance(Math.min(step, left));
        await disconnector.settled();
      }
    },
    progress: () => {
      const standing = book.get(id)?.connection.standing;
      return standing?.kind === 'disconnecting' ? standing.progress : null;
    },
    activity: async () => (await book.ledger().activity(id, 100)).map(({ kind }) => kind),
    /** What was asked, and what is left of it once nothing is under way. */
    async disconnect() {
      expect(await disconnector.disconnect(id)).toBeNull();
      await disconnector.settled();
    },
    revoked: () =>
      server.asked.filter(({ path }) => path === '/revoke').map(({ form }) => form.get('token')),
  };
}

describe('not ended', () => {
  test.each([
    ['H71', 'answers 503', new Response('', { status: 503 }), 'busy'],
    ['H72', 'refuses the kind of token', json({ error: 'unsupported_token_type' }, 400), 'refused'],
    [
      'H75',
      'sends elsewhere',
      new Response('', { status: 302, headers: { Location: '/x' } }),
      'refused',
    ],
    ['H75', 'does not know the client', json({ error: 'invalid_client' }, 401), 'refused'],
    ['H75', 'answers 401 and no more', new Response('', { status: 401 }), 'refused'],
  ])(
    '%s a server that %s has ended nothing: the connection stays, with its tokens',
    async (_id, _what, response, obstacle) => {
      const world = await given({ revoke: () => response.clone() });
      await world.disconnect();
      expect(world.farewells).toEqual([]);
      expect(world.progress()).toMatchObject({ kind: 'waiting', obstacle, since: 1_000 });
      expect(await world.book.ledger().secrets(id)).toEqual(someSecrets());
      expect(await world.activity()).toEqual(['disconnect_failed', 'disconnect_asked']);
    },
  );

  test('H71 what was refused for now is asked again by itself, no sooner than the server said', async () => {
    const world = await given({
      revoke: (_request, count) =>
        count === 1 ? new Response('', { status: 503, headers: { 'Retry-After': '60' } }) : done(),
    });
    await world.disconnector.disconnect(id);
    await world.disconnector.settled();
    world.clock.advance(59_000);
    expect(world.revoked()).toHaveLength(1);
    world.clock.advance(1_000);
    await world.disconnector.settled();
    expect(world.farewells).toMatchObject([{ evidence: { kind: 'confirmed' } }]);
  });

  test('H76 a request that was open when the app ended is taken up at the next start', async () => {
    const connection = aConnection({ standing: disconnecting(5) });
    const world = await given({ connection });
    world.disconnector.resume();
    await world.disconnector.settled();
    expect(world.farewells).toHaveLength(1);
  });
});

describe('ended, and how that is known', () => {
  test('O14 refresh token first, then access token; refused when asked again means confirmed', async () => {
    const world = await given({});
    await world.disconnect();
    expect(world.revoked()).toEqual(['refresh-1', 'access-1']);
    expect(world.farewells).toMatchObject([
      { connectionId: id, label: 'Ada Lovelace', evidence: { kind: 'confirmed', at: 1_000 } },
    ]);
    expect(world.book.get(id)).toBeNull();
    await expect(world.book.ledger().secrets(id)).rejects.toMatchObject({ kind: 'missing' });
  });

  test('a server that still takes the old token is reported as such', async () => {
    const world = await given({ userinfo: () => json({ sub: 'sub-1' }) });
    await world.disconnect();
    expect(world.farewells).toMatchObject([
      { evidence: { kind: 'still_accepted', accessEndsAt: 3_600_000 } },
    ]);
  });

  test('a server that cannot be asked again has accepted, not confirmed', async () => {
    const world = await given({ userinfo: () => new Response('', { status: 503 }) });
    await world.disconnect();
    expect(world.farewells).toMatchObject([{ evidence: { kind: 'accepted' } }]);
  });

  test('H73 a service that offers no way to revoke: access ends when the token does', async () => {
    const server = { ...aServer, revocationEndpoint: null };
    const world = await given({ connection: aConnection({ server }) });
    await world.disconnect();
    expect(world.server.asked).toEqual([]);
    expect(world.farewells).toMatchObject([
      { evidence: { kind: 'not_offered', accessEndsAt: 3_600_000 } },
    ]);
  });

  test('H72 a server that ends access tokens only is asked to end that one', async () => {
    const world = await given({
      revoke: ({ form }) =>
        form.get('token') === 'refresh-1' ? json({ error: 'unsupported_token_type' }, 400) : done(),
    });
    await world.disconnect();
    expect(world.revoked()).toEqual(['refresh-1', 'access-1']);
    expect(world.farewells).toMatchObject([{ evidence: { kind: 'confirmed' } }]);
  });

  test('without a refresh token the access token is revoked', async () => {
    const world = await given({ secrets: someSecrets({ refreshToken: null }) });
    await world.disconnect();
    expect(world.revoked()).toEqual(['access-1']);
  });
});

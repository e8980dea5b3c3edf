import { createHash } from 'node:crypto';

import { describe, expect, test, vi } from 'vitest';

import {
  aConnection,
  type AskedRequest,
  bookWith,
  contextOver,
  createScriptedServer,
  createTestClock,
  createTestSurroundings,
  json,
  openMemoryVault,
  someSecrets,
  tokenResponse,
} from '../test-world.js';
import type { Connection } from './connection.js';
import { createGoodTime } from './good-time.js';
import { createRefresher } from './refresh.js';

const id = 'connection-1';

async function given(
  answer: (request: AskedRequest, count: number) => Response | Promise<Response>,
  connection: Connection = aConnection(),
) {
  const clock = createTestClock();
  const server = createScriptedServer((request) => answer(request, server.asked.length));
  const vault = await openMemoryVault(clock);
  const book = await bookWith(vault, connection);
  const contextFor = contextOver(server.fetch, () => clock.now());
  const surroundings = createTestSurroundings();
  const goodTime = createGoodTime(clock, surroundings);
  const refresher = createRefresher({ book, clock, contextFor, goodTime, random: () => 0.5 });
  return {
    clock,
    server,
    book,
    refresher,
    surroundings,
    connection: () => book.get(id)?.connection,
    passing: () => book.get(id)?.passing,
    tokens: async () => (await book.ledger().secrets(id)).tokens,
    activity: async () => (await book.ledger().activity(id, 10)).map(({ kind }) => kind),
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const dropped = (): never => {
  throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
};

describe('refused', () => {
  test('H64 invalid_grant asks for a new sign-in and deletes nothing', async () => {
    const world = await given(() => json({ error: 'invalid_grant' }, 400));
    expect(await world.refresher.refresh(id)).toMatchObject({ code: 'grant_refused' });
    expect(world.connection()?.standing).toMatchObject({
      kind: 'needs_sign_in',
      cause: { code: 'grant_refused', serverError: 'invalid_grant' },
    });
    expect(await world.tokens()).toEqual(someSecrets().tokens);
    expect(await world.activity()).toEqual(['refresh_failed']);
  });

  test('H64 a refusal is not believed when the store holds another refresh token by then', async () => {
    const world = await given(async (request) => {
      if (request.form.get('refresh_token') === 'refresh-2') return tokenResponse();
      const secrets = someSecrets({ refreshToken: 'refresh-2' });
      await world.book.commit([{ kind: 'put_secrets', connectionId: id, secrets }]);
      return json({ error: 'invalid_grant' }, 400);
    });
    expect(await world.refresher.refresh(id)).toBeNull();
    expect(world.connection()?.standing).toEqual({ kind: 'good' });
  });

  test.each([
    ['an hour behind', -3_600_000],
    ['ten years ahead', 10 * 365 * 86_400_000],
  ])(
    'H65 invalid_grant with a clock that is %s, as after a restored copy, deletes nothing',
    async (_what, ahead) => {
      const world = await given(
        () => json({ error: 'invalid_grant' }, 400),
        aConnection({ issuedAt: -ahead, accessTokenExpiresAt: 3_600_000 - ahead }),
      );
      await world.refresher.refresh(id);
      expect(world.connection()?.standing).toMatchObject({ kind: 'needs_sign_in' });
      expect(await world.tokens()).toEqual(someSecrets().tokens);
      world.clock.advance(86_400_000);
      await world.refresher.settled(id);
      expect(world.server.asked).toHaveLength(1);
    },
  );

  test('H65 invalid_grant for tokens of a restored copy says so, and keeps the answer of the server', async () => {
    const world = await given(() => json({ error: 'invalid_grant' }, 400));
    vi.spyOn(world.book.ledger(), 'mayBeOutdated').mockReturnValue(true);
    expect(await world.refresher.refresh(id)).toMatchObject({ code: 'copy_restored' });
    expect(world.connection()?.standing).toMatchObject({
      kind: 'needs_sign_in',
      cause: { code: 'copy_restored', serverError: 'invalid_grant' },
    });
    expect(await world.tokens()).toEqual(someSecrets().tokens);
  });

  test('H55 invalid_client is a wrong setting, not a lost sign-in', async () => {
    const world = await given(() => json({ error: 'invalid_client' }, 401));
    await world.refresher.refresh(id);
    expect(world.connection()?.standing).toMatchObject({ kind: 'misconfigured' });
  });

  test('R11 a refusal after an interrupted renewal says that the answer was lost', async () => {
    const world = await given(() => json({ error: 'invalid_grant' }, 400));
    const intent = { connectionId: id, refreshTokenHash: sha256('refresh-1'), at: 0 };
    await world.book.commit([{ kind: 'put_intent', intent }]);
    world.refresher.resume();
    await world.refresher.settled(id);
    expect(world.connection()?.standing).toMatchObject({ cause: { code: 'renewal_interrupted' } });
  });
});

describe('not reached', () => {
  test.each([408, 425, 429, 500, 502, 503])('HTTP %i is tried again later', async (status) => {
    const world = await given(() => new Response('<html>', { status }));
    await world.refresher.refresh(id);
    expect(world.connection()?.standing).toEqual({ kind: 'good' });
    expect(world.passing()?.kind).toBe('retrying');
    expect(await world.book.ledger().intents()).toEqual([]);
  });

  test('H58 the server’s Retry-After is the least wait, then it is tried by itself', async () => {
    const world = await given((_request, count) =>
      count === 1
        ? new Response('', { status: 503, headers: { 'Retry-After': '120' } })
        : tokenResponse(),
    );
    await world.refresher.refresh(id);
    expect(world.passing()).toMatchObject({ nextAttemptAt: 120_000 });
    world.clock.advance(120_000);
    await world.refresher.settled(id);
    expect(world.passing()).toEqual({ kind: 'none' });
  });

  test('H59 an answer that got lost is asked for once more with the same token, at once', async () => {
    const world = await given((_request, count) => (count === 1 ? dropped() : tokenResponse()));
    expect(await world.refresher.refresh(id)).toBeNull();
    expect(world.server.asked.map(({ form }) => form.get('refresh_token'))).toEqual([
      'refresh-1',
      'refresh-1',
    ]);
  });

  test('H59 twice lost keeps the intent, so that the next start knows', async () => {
    const world = await given(dropped);
    await world.refresher.refresh(id);
    expect(await world.book.ledger().intents()).toHaveLength(1);
    expect(world.connection()?.standing).toEqual({ kind: 'good' });
  });
});

describe('renewed', () => {
  test('H60 the new refresh token is stored before the rest of the answer is judged', async () => {
    const world = await given(() => json({ refresh_token: 'refresh-2', token_type: 'Bearer' }));
    await world.refresher.refresh(id);
    expect(await world.tokens()).toMatchObject({
      accessToken: 'access-1',
      refreshToken: 'refresh-2',
    });
  });

  test('H61 without a new refresh token the old one stays', async () => {
    const world = await given(() => tokenResponse());
    await world.refresher.refresh(id);
    expect(await world.tokens()).toMatchObject({
      accessToken: 'access-2',
      refreshToken: 'refresh-1',
    });
  });

  test('a connection that needed sign-in is good again, with its activity', async () => {
    const cause = { code: 'grant_refused', cause: '', host: null, serverError: null } as const;
    const broken = aConnection({ standing: { kind: 'needs_sign_in', cause } });
    const world = await given(() => tokenResponse(), broken);
    await world.refresher.refresh(id);
    expect(world.connection()?.standing).toEqual({ kind: 'good' });
    expect(await world.activity()).toEqual(['refreshed']);
    expect(await world.book.ledger().intents()).toEqual([]);
  });

  test('H67 an access token that the service refuses right after a renewal is not renewed in a loop', async () => {
    const world = await given(({ path }) =>
      path === '/token' ? tokenResponse() : json({ error: 'invalid_token' }, 401),
    );
    await world.refresher.refresh(id);
    for (let second = 0; second < 60; second += 1) {
      world.clock.advance(1_000);
      world.refresher.look();
      await world.refresher.settled(id);
    }
    expect(world.server.asked.filter(({ path }) => path === '/token')).toHaveLength(1);
  });

  test('O13 asked twice at once, the refresh token is sent once', async () => {
    const world = await given(() => tokenResponse({ refresh_token: 'refresh-2' }));
    await Promise.all([world.refresher.refresh(id), world.refresher.refresh(id)]);
    expect(world.server.asked).toHaveLength(1);
  });

  test('a label given meanwhile is kept', async () => {
    const world = await given(async () => {
      const connection = aConnection({ ownLabel: 'Work' });
      await world.book.commit([{ kind: 'put_connection', connection }]);
      return tokenResponse();
    });
    await world.refresher.refresh(id);
    expect(world.connection()?.ownLabel).toBe('Work');
  });

  test('a connection removed meanwhile does not come back', async () => {
    const world = await given(async () => {
      await world.book.commit([{ kind: 'delete_connection', connectionId: id }]);
      return tokenResponse({ refresh_token: 'refresh-2' });
    });
    await world.refresher.refresh(id);
    expect(world.connection()).toBeUndefined();
    await expect(world.tokens()).rejects.toMatchObject({ kind: 'missing' });
  });

  test('it renews itself when due', async () => {
    const world = await given(() => tokenResponse());
    world.refresher.follow(id);
    world.clock.advance(3_600_000);
    await world.refresher.settled(id);
    expect(await world.tokens()).toMatchObject({ accessToken: 'access-2' });
  });
});

test('nothing is begun while the app quits', async () => {
  const world = await given(() => tokenResponse());
  await world.refresher.stop();
  expect(await world.refresher.refresh(id)).toMatchObject({ code: 'already_busy' });
  expect(world.server.asked).toEqual([]);
});

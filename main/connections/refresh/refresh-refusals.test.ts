/** A server that gives no clear reason, or access that ends at once, as the person sees it. */
import { setImmediate } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { noAssertions } from '../../../testing/assertions.js';
import {
  aConnection,
  alwaysAvailable,
  contextOver,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  someSecrets,
  storeWith,
} from '../../../testing/test-world.js';
import { createRequestLimiter } from '../../concurrency/request-limiter.js';
import { createConnectionStore } from '../connection-store.js';
import type { Connection, ConnectionSecrets } from '../connection.js';
import { connectionView } from '../views/connection-view.js';
import { RefreshScheduler } from './refresh-scheduler.js';

const id = 'connection-1';
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** A connection whose access ended an hour ago, and an app that has just started. */
async function given(
  answer: (count: number) => Response,
  connection: Partial<Connection> = {},
  secrets: ConnectionSecrets = someSecrets(),
) {
  const clock = createTestClock(2 * hour);
  const times: number[] = [];
  const server = createScriptedServer(() => {
    times.push(clock.now());
    return answer(times.length);
  });
  const vault = await openMemoryVault(clock);
  const expired = { issuedAt: 0, accessTokenExpiresAt: hour, ...connection };
  let store = await storeWith(vault, aConnection(expired), secrets);
  let scheduler = start();

  function start() {
    const started = new RefreshScheduler({
      store,
      clock,
      contextFor: contextOver(server.fetch, () => clock.now()),
      assertions: noAssertions,
      availability: alwaysAvailable(clock),
      random: () => 0.5,
      requestQueue: createRequestLimiter().createQueue(),
    });
    started.resume();
    return started;
  }

  /** Lets the time pass, each refresh ending in the moment in which it begins. */
  async function pass(ms: number) {
    const end = clock.now() + ms;
    for (;;) {
      await ended();
      const next = clock.untilNext();
      if (next === null || clock.now() + next > end) break;
      clock.advance(next);
    }
    clock.advance(end - clock.now());
  }

  async function ended() {
    for (let turn = 0; turn < 3; turn += 1) await setImmediate();
    while (store.get(id)?.transient.kind === 'refreshing') await setImmediate();
    await scheduler.whenIdle(id);
  }

  return {
    pass,
    times,
    state: () => connectionView(store.get(id)!, true, {}).state,
    lifetime: () => connectionView(store.get(id)!, true, {}).lifetime,
    secrets: () => store.recordStore().secrets(id),
    refreshNow: () => scheduler.refresh(id),
    async restart() {
      await scheduler.stop();
      store = createConnectionStore(vault);
      await store.load();
    },
    resume() {
      scheduler = start();
    },
  };
}

/** The largest number of requests within any 30 seconds. */
function mostWithin30s(times: readonly number[]): number {
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + 30 * second).length),
  );
}

const account = { authentication: { kind: 'client_secret_basic', clientSecret: 's' } } as const;
const serviceAccount = {
  ...someSecrets({ refreshToken: null }),
  ...account,
};

describe('a refusal that does not say what it refuses (L2)', () => {
  const silent: readonly (readonly [string, () => Response])[] = [
    ['an empty 400', () => new Response(null, { status: 400 })],
    ['an empty 401', () => new Response(null, { status: 401 })],
    ['an empty 403', () => new Response(null, { status: 403 })],
    ['a number', () => json({ message: 'Unauthorized', error: 401 }, 401)],
    ['invalid_request', () => json({ error: 'invalid_request' }, 400)],
    ['invalid_scope', () => json({ error: 'invalid_scope' }, 400)],
    ['an object without words', () => json({ errors: {}, success: false }, 400)],
  ];

  test.each(silent)(
    '%s, again and again, asks for a sign-in and keeps the tokens',
    async (_, answer) => {
      const world = await given(answer);
      await world.pass(30 * minute);
      expect(world.state()).toMatchObject({
        kind: 'needs_sign_in',
        cause: { code: 'refused_repeatedly', cause: expect.stringMatching(/^HTTP 40\d/) as string },
      });
      expect(world.times.length).toBeLessThanOrEqual(5);
      expect((await world.secrets()).tokens.refreshToken).toBe('refresh-1');
    },
  );

  test('comes twice, and the third request succeeds: it works', async () => {
    const world = await given((count) =>
      count < 3
        ? new Response(null, { status: 403 })
        : json({ access_token: 'a', token_type: 'Bearer', expires_in: 3_600 }),
    );
    await world.pass(30 * minute);
    expect(world.state()).toEqual({ kind: 'active' });
  });

  test('starts a new count when the server says something else', async () => {
    const world = await given((count) => json({ error: `e${String(count % 2)}` }, 400));
    await world.pass(hour);
    expect(world.state()).toMatchObject({ kind: 'retrying', cause: { code: 'request_refused' } });
  });

  test('of a service account points at its settings, for there is no one to sign in', async () => {
    const world = await given(
      () => json({ message: 'no' }, 400),
      { grant: 'client_credentials', hasRefreshToken: false },
      serviceAccount,
    );
    await world.pass(hour);
    expect(world.state()).toMatchObject({
      kind: 'misconfigured',
      cause: { code: 'request_refused' },
    });
  });

  test('ends in a sign-in although its words change each time', async () => {
    const world = await given((count) => json({ error: `e-${String(count)}-id` }, 400));
    await world.pass(8 * hour);
    expect(world.state()).toMatchObject({ kind: 'needs_sign_in' });
    const { length } = world.times;
    await world.pass(24 * hour);
    expect(world.times).toHaveLength(length);
  });

  test('is remembered over a restart: it is never shown as working, nor asked about at once', async () => {
    const world = await given((count) => json({ error: `e${String(count % 2)}` }, 400));
    await world.pass(hour);
    const before = world.times.length;
    await world.restart();
    expect(world.state()).toMatchObject({ kind: 'retrying', cause: { code: 'request_refused' } });
    world.resume();
    expect(world.state()).toMatchObject({ kind: 'retrying', cause: { code: 'request_refused' } });
    await world.pass(20 * minute);
    const [last = 0, next = 0] = world.times.slice(before - 1);
    expect(next - last).toBeGreaterThan(12 * minute);
  });
});

describe('an internal error that refuses the refresh token (L2)', () => {
  const refusal = { error: 'invalid_grant', error_description: 'Session not found' };

  test.each([
    ['an internal error', 500, { error: 'server_error' }],
    ['an internal error without a word', 500, {}],
    ['an internal error in vague words', 500, { error: 'invalid_request' }],
    ['what a gateway sends', 502, refusal],
    ['a server that is down', 503, refusal],
    ['a gateway that waits in vain', 504, refusal],
    ['a fault that the server names', 400, { error: 'server_error' }],
  ])('is not %s, however often: it goes on trying', async (_, status, body) => {
    const world = await given(() => json(body, status));
    await world.pass(48 * hour);
    expect(world.state()).toMatchObject({ kind: 'retrying', cause: { code: 'server_fault' } });
  });

  test('is a fault that passes, for some minutes', async () => {
    const world = await given((count) =>
      count < 6
        ? json(refusal, 500)
        : json({ access_token: 'a', token_type: 'Bearer', expires_in: 3_600 }),
    );
    await world.pass(3 * minute);
    expect(world.state()).toMatchObject({
      kind: 'retrying',
      cause: { code: 'server_fault', serverError: 'invalid_grant' },
    });
    await world.pass(30 * minute);
    expect(world.state()).toEqual({ kind: 'active' });
  });

  test('is believed after ten minutes, with the server’s words and the tokens kept', async () => {
    const world = await given(() => json(refusal, 500));
    await world.pass(30 * minute);
    expect(world.state()).toMatchObject({
      kind: 'needs_sign_in',
      cause: {
        code: 'refused_repeatedly',
        cause: expect.stringMatching(/^HTTP 500.*Session not found/) as string,
      },
    });
    expect((await world.secrets()).tokens.refreshToken).toBe('refresh-1');
    const { length } = world.times;
    await world.pass(24 * hour);
    expect(world.times).toHaveLength(length);
  });

  test('is counted over a restart', async () => {
    const world = await given(() => json(refusal, 500));
    await world.pass(5 * minute);
    await world.restart();
    expect(world.state()).toMatchObject({ kind: 'retrying', cause: { code: 'server_fault' } });
    world.resume();
    await world.pass(15 * minute);
    expect(world.state()).toMatchObject({ kind: 'needs_sign_in' });
  });
});

describe('no storm of requests (R8, L1)', () => {
  const answers: readonly (readonly [string, (count: number) => unknown])[] = [
    ['a lifetime of 0', () => 0],
    ['a lifetime of 1 s', () => 1],
    ['a lifetime that shrinks', (count) => Math.max(0, 9 - count)],
    ['a lifetime of a fraction', () => 0.25],
  ];
  test.each(answers)('from %s', async (_, lifetime) => {
    const answer = (count: number) =>
      json({ access_token: 'same', token_type: 'Bearer', expires_in: lifetime(count) });
    for (const world of [
      await given(answer),
      await given(answer, { grant: 'client_credentials', hasRefreshToken: false }, serviceAccount),
    ]) {
      await world.pass(10 * minute);
      expect(world.times.length).toBeGreaterThan(10);
      expect(mostWithin30s(world.times)).toBe(1);
    }
  });

  test('from an answer that cannot be used, with a new refresh token each time', async () => {
    const world = await given((count) =>
      json({ access_token: ' ', token_type: 'Bearer', refresh_token: `r-${String(count)}` }),
    );
    await world.pass(10 * minute);
    expect(mostWithin30s(world.times)).toBe(1);
    expect((await world.secrets()).tokens.refreshToken).toBe(`r-${String(world.times.length)}`);
  });

  test.each([500, 503, 429])('from lifetimes of 0 between answers with %i', async (status) => {
    const world = await given((count) =>
      count % 2 === 0
        ? json({}, status)
        : json({ access_token: 'a', token_type: 'Bearer', expires_in: 0 }),
    );
    await world.pass(10 * minute);
    expect(world.times.length).toBeGreaterThan(4);
    expect(mostWithin30s(world.times)).toBe(1);
  });

  test('and the person may ask at any time', async () => {
    const world = await given(() =>
      json({ access_token: 'a', token_type: 'Bearer', expires_in: 0 }),
    );
    await world.pass(1);
    expect(await world.refreshNow()).toBeNull();
    expect(await world.refreshNow()).toBeNull();
    expect(world.times).toHaveLength(3);
  });

  test('access that ends at once is shown as that', async () => {
    const world = await given(() =>
      json({ access_token: 'a', token_type: 'Bearer', expires_in: 0 }),
    );
    await world.pass(1);
    expect(world.lifetime()).toMatchObject({ kind: 'refreshes', endsAfterMs: 0 });
  });
});

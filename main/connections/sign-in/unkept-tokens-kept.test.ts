import { setImmediate } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  aConnection,
  aServer,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  someSecrets,
  storeWith,
  tokenResponse,
} from '../../../testing/test-world.js';
import { createConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import type { Blocker } from '../refresh/availability.js';

const start = 1_800_000_000_000;
const day = 24 * 3_600_000;
const elsewhere = aConnection({
  serviceId: 'other',
  server: { ...aServer, issuer: 'https://other.example' },
});
const unreachable = (): never => {
  throw new TypeError('fetch failed');
};
const busy = () => json({ error: 'temporarily_unavailable' }, 503);

/** A sign-in as somebody else than the connection, cancelled while the service answers no revocation. */
async function givenCancelled(
  revocation: () => Response = unreachable,
  stored: Connection = aConnection(),
) {
  const clock = createTestClock(start);
  let answer = revocation;
  let blocker: Blocker | null = null;
  const server = createScriptedServer(({ path }) => {
    if (path === '/token') return tokenResponse({ refresh_token: 'refresh-2' });
    if (path === '/revoke') return answer();
    return json({ sub: 'sub-2', name: 'Grace Hopper' });
  });
  const vault = await openMemoryVault(clock);
  const first = await storeWith(vault, stored);
  const availability = { blocker: () => blocker };
  let { signIn, reached } = createTestSignIn(
    { store: first, clock, fetch: server.fetch },
    { availability },
  );
  async function waits(connection: Connection | null) {
    const id = signIn.start({ service: aService(), connection });
    const { phase } = await reached('waiting', 'confirm_move');
    if (phase.kind === 'confirm_move') signIn.confirmMove(id);
    await reached('waiting');
    return id;
  }
  async function settled() {
    for (let turn = 0; turn < 40; turn += 1) await setImmediate();
  }
  const id = await waits(stored);
  const link = await signIn.link(id);
  const state = new URL(link?.kind === 'ok' ? link.value : '').searchParams.get('state') ?? '';
  await signIn.receive(`app.lanyard.desktop:/callback/service?code=x&state=${state}`);
  await reached('other_account');
  await signIn.cancel(id);
  await settled();

  return {
    vault,
    clock,
    waits,
    settled,
    answers: (now: () => Response) => (answer = now),
    blocks: (now: Blocker | null) => (blocker = now),
    async restart() {
      signIn.stop();
      const store = createConnectionStore(vault);
      await store.load();
      ({ signIn, reached } = createTestSignIn(
        { store, clock, fetch: server.fetch },
        { availability },
      ));
      await signIn.resume();
      await settled();
    },
    /** The tokens sent since the last call. */
    revoked: () =>
      server.received
        .splice(0)
        .filter(({ path }) => path === '/revoke')
        .map(({ form }) => form.get('token')),
    kept: async () => (await vault.recordStore?.attempts())?.map(({ kind }) => kind),
    signIn: () => signIn,
  };
}

const accepted = () => new Response('');

describe('tokens that nobody keeps are not asked about again', () => {
  test.each([
    ['accepted', accepted],
    ['refused', () => json({ error: 'unsupported_token_type' }, 400)],
  ])('once the revocation was %s', async (_, revocation) => {
    const world = await givenCancelled(revocation);
    expect(world.revoked()).toEqual(['refresh-2', 'access-2']);
    expect(await world.kept()).toEqual([]);
    await world.restart();
    world.clock.advance(day);
    await world.settled();
    expect(world.revoked()).toEqual([]);
  });

  test('once the same account has been connected: its grant may be the same', async () => {
    const world = await givenCancelled();
    world.revoked();
    const grace = aConnection({
      id: 'grace',
      account: { issuer: aServer.issuer, subject: 'sub-2', name: null, email: null },
    });
    await world.vault.recordStore?.commit([
      { kind: 'put_secrets', connectionId: 'grace', secrets: someSecrets() },
      { kind: 'put_connection', connection: grace },
    ]);
    await world.restart();
    expect(world.revoked()).toEqual([]);
    expect(await world.kept()).toEqual([]);
  });

  test('after 30 days', async () => {
    const world = await givenCancelled();
    world.revoked();
    world.signIn().stop();
    world.clock.advance(30 * day);
    await world.restart();
    expect(world.revoked()).toEqual([]);
    expect(await world.kept()).toEqual([]);
  });

  test('while another sign-in at the service waits', async () => {
    const world = await givenCancelled();
    world.answers(accepted);
    world.revoked();
    const id = await world.waits(null);
    world.clock.advance(5 * 60_000);
    await world.settled();
    expect(world.revoked()).toEqual([]);
    await world.signIn().cancel(id);
    world.clock.advance(60_000);
    await world.settled();
    expect(world.revoked()).toEqual(['refresh-2']);
  });

  test('while the computer is offline', async () => {
    const world = await givenCancelled();
    world.revoked();
    world.blocks({ kind: 'offline', since: start });
    await world.restart();
    expect(world.revoked()).toEqual([]);
    expect(await world.kept()).toEqual(['revocation']);
    world.blocks(null);
    world.answers(accepted);
    world.clock.advance(60_000);
    await world.settled();
    expect(world.revoked()).toEqual(['refresh-2']);
    expect(await world.kept()).toEqual([]);
  });
});

describe('tokens that nobody keeps are revoked in the end', () => {
  test.each([
    ['unreachable', unreachable],
    ['busy', busy],
  ])('after a restart, where the service was %s', async (_, revocation) => {
    const world = await givenCancelled(revocation);
    expect(await world.kept()).toEqual(['revocation']);
    world.revoked();
    world.answers(accepted);
    await world.restart();
    expect(world.revoked(), 'the one that ends the grant').toEqual(['refresh-2']);
    expect(await world.kept()).toEqual([]);
    expect(world.signIn().views(), 'it is no sign-in').toEqual([]);
  });

  test('without a restart, ever more slowly', async () => {
    const world = await givenCancelled();
    world.revoked();
    let tries = 0;
    for (let hour = 0; hour < 24; hour += 1) {
      world.clock.advance(3_600_000);
      await world.settled();
      tries += world.revoked().length;
    }
    expect(tries).toBeGreaterThan(10);
    expect(tries).toBeLessThanOrEqual(24);
    world.answers(accepted);
    world.clock.advance(day);
    await world.settled();
    expect(world.revoked()).toEqual(['refresh-2']);
    expect(await world.kept()).toEqual([]);
  });

  test('where no connection is at the service, also of an account that nobody knows', async () => {
    const world = await givenCancelled(unreachable, elsewhere);
    expect(await world.kept()).toEqual(['revocation']);
    world.answers(accepted);
    world.revoked();
    await world.restart();
    expect(world.revoked()).toEqual(['refresh-2']);
  });
});

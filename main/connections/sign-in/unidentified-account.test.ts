/** A service that does not say whose account it is: most MCP servers, HubSpot, Fastmail, Linear. */
import { describe, expect, test } from 'vitest';

import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  aConnection,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  someSecrets,
  storeWith,
  tokenResponse,
} from '../../../testing/test-world.js';
import type { Account, Connection } from '../connection.js';
import { labelOf } from '../identity.js';

const service = aService();
const known = aConnection();
const nameless: Account = { ...known.account, subject: 'attempt-0', name: null, email: null };
const unidentified = aConnection({
  ownLabel: 'Mine',
  account: { ...nameless, unidentified: { timesAsked: 1, lastAskedAt: 0 } },
});
const grace = { sub: 'sub-2', name: 'Grace Hopper' };

async function given(stored: Connection, answers: { userinfo?: object; token?: object } = {}) {
  const clock = createTestClock();
  let access = 1;
  const server = createScriptedServer(({ path }) => {
    if (path === '/userinfo') {
      return answers.userinfo ? json(answers.userinfo) : json({ error: 'insufficient_scope' }, 403);
    }
    if (path !== '/token') return json({}, 404);
    access += 1;
    const more = { refresh_token: `refresh-${access}`, access_token: `access-${access}` };
    return tokenResponse({ ...more, ...answers.token });
  });
  const vault = await openMemoryVault(clock);
  const store = await storeWith(vault, stored);
  const { signIn, reached } = createTestSignIn({ store, clock, fetch: server.fetch });

  async function signsIn(connection: Connection | null) {
    const id = signIn.start({ service, connection });
    await reached('waiting');
    const link = await signIn.link(id);
    if (link?.kind !== 'ok') throw new Error('the sign-in does not wait for a browser');
    const state = new URL(link.value).searchParams.get('state') ?? '';
    await signIn.receive(`app.lanyard.desktop:/callback/service?code=x&state=${state}`);
    return (await reached('connected', 'other_account', 'failed')).phase;
  }
  const connections = () => store.all().map(({ connection }) => connection);
  const tokenOf = async (id: string) => (await store.recordStore().secrets(id)).tokens.accessToken;
  return { answers, store, server, signIn, signsIn, connections, tokenOf, reached };
}

describe('tokens that may be of another account never replace those of a connection (L5)', () => {
  test('whose account is known, when the service no longer says whose it is', async () => {
    const world = await given(known);
    expect(await world.signsIn(known)).toEqual({
      kind: 'other_account',
      reason: 'not_identified',
      expected: { name: 'Ada Lovelace', email: 'ada@example.org' },
      actual: { name: null, email: null },
    });
    expect(world.connections()).toEqual([known]);
    expect(await world.tokenOf(known.id)).toBe(someSecrets().tokens.accessToken);
  });

  test('whose account is not, when the account turns out to have a connection of its own', async () => {
    const world = await given(known, { userinfo: { sub: 'sub-1', name: 'Ada Lovelace' } });
    const second = { ...unidentified, id: 'connection-2' };
    await world.store.commit([
      { kind: 'put_secrets', connectionId: second.id, secrets: someSecrets() },
      { kind: 'put_connection', connection: second },
    ]);
    expect(await world.signsIn(second)).toMatchObject({
      kind: 'other_account',
      reason: 'listed_already',
      actual: { name: 'Ada Lovelace' },
    });
    await world.signIn.keepAsNew(world.signIn.views()[0]?.id ?? '');
    expect(await world.reached('connected')).toMatchObject({
      phase: { connectionId: known.id, merged: true },
    });
    expect(await world.tokenOf(known.id)).toBe('access-2');
    expect(await world.tokenOf(second.id)).toBe('access-1');
  });
});

describe('signing in again (L5)', () => {
  test('where the service never names the account keeps the connection and its label', async () => {
    const world = await given(unidentified);
    expect(await world.signsIn(unidentified)).toEqual({
      kind: 'connected',
      connectionId: unidentified.id,
      accountName: null,
      merged: false,
    });
    expect(world.connections()).toMatchObject([
      { id: unidentified.id, ownLabel: 'Mine', account: { subject: 'attempt-0', name: null } },
    ]);
    expect(await world.tokenOf(unidentified.id)).toBe('access-2');
  });

  test('where the service has begun to name the account names the connection', async () => {
    const world = await given(unidentified, { userinfo: grace });
    expect(await world.signsIn(unidentified)).toMatchObject({
      kind: 'connected',
      connectionId: unidentified.id,
      accountName: 'Grace Hopper',
    });
    const [connection] = world.connections();
    expect(connection?.account).toEqual({
      issuer: known.account.issuer,
      subject: 'sub-2',
      name: 'Grace Hopper',
      email: null,
    });
  });

  test("where the token response names the account compares it as an ID token's", async () => {
    const account = { ...nameless, subject: 'did:plc:ada' };
    const world = await given(aConnection({ account }), { token: { sub: 'did:plc:ada' } });
    const [stored] = world.connections();
    expect(await world.signsIn(stored ?? null)).toMatchObject({ kind: 'connected', merged: false });
    world.answers.token = { sub: 'did:plc:grace' };
    expect(await world.signsIn(stored ?? null)).toMatchObject({
      kind: 'other_account',
      reason: 'different',
    });
  });
});

describe('connecting (L5)', () => {
  test('twice without a named account makes two connections, each "Account at Service"', async () => {
    const world = await given(known);
    await world.signsIn(null);
    await world.signsIn(null);
    expect(world.connections().map(labelOf)).toEqual([
      'Ada Lovelace',
      'Account at Service',
      'Account at Service',
    ]);
  });

  test('never takes an account that was not named for that of an old connection', async () => {
    const world = await given(unidentified);
    await world.signsIn(null);
    expect(world.connections()).toHaveLength(2);
    expect(await world.tokenOf(unidentified.id)).toBe('access-1');
  });

  test('twice with a sub in the token response alone makes one, and shows no sub as its name', async () => {
    const world = await given(known, { token: { sub: 'did:plc:ada' } });
    expect(await world.signsIn(null)).toMatchObject({ kind: 'connected', accountName: null });
    expect(await world.signsIn(null)).toMatchObject({ kind: 'connected', merged: true });
    expect(world.connections().map(labelOf)).toEqual(['Ada Lovelace', 'Account at Service']);
  });
});

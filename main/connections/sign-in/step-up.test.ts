/** Step-up authentication (RFC 9470): from the API's refusal to a sign-in as it wants it. */
import { describe, expect, test } from 'vitest';

import { createSigner } from '../../../testing/scripted-server.js';
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
import type { Connection } from '../connection.js';
import { connectionView } from '../views/connection-view.js';
import { planOfPending } from './pending-plan.js';

const service = aService();
const required = { acrValues: ['phr', 'mfa'], maxAgeSeconds: 60 };
const works = aConnection({ requiredAuthentication: required });
const stopped = aConnection({
  requiredAuthentication: required,
  standing: {
    kind: 'needs_sign_in',
    cause: { code: 'authentication_insufficient', cause: '', host: null, serverError: null },
  },
});
const challenge = 'Bearer error="insufficient_user_authentication", acr_values="phr", max_age="5"';
const wantsMore = () =>
  Response.json({}, { status: 401, headers: { 'www-authenticate': challenge } });
const isAda = () => json({ sub: 'sub-1', name: 'Ada Lovelace' });

async function given(stored: Connection, userinfo: () => Response = isAda) {
  const clock = createTestClock(1_800_000_000_000);
  const signer = await createSigner();
  const answer: { claims: object | null; tokenError: Response | null } = {
    claims: null,
    tokenError: null,
  };
  const seconds = () => Math.floor(clock.now() / 1_000);
  const asked: URLSearchParams[] = [];
  const server = createScriptedServer(async ({ path }) => {
    if (path === '/jwks') return json({ keys: [signer.publicKey] });
    if (path === '/userinfo') return userinfo();
    if (path !== '/token') return json({}, 404);
    if (answer.tokenError !== null) return answer.tokenError;
    if (answer.claims === null) return tokenResponse({ access_token: 'new' });
    const nonce = asked.at(-1)?.get('nonce') ?? '';
    const times = { iat: seconds(), exp: seconds() + 600 };
    const claims = { iss: aServer.issuer, aud: 'lanyard', sub: 'sub-1', nonce, ...times };
    const idToken = await signer.sign({ ...claims, ...answer.claims });
    return tokenResponse({ access_token: 'new', id_token: idToken });
  });
  const store = await storeWith(await openMemoryVault(clock), stored);
  const { signIn, reached } = createTestSignIn({ store, clock, fetch: server.fetch });

  async function returns(query = 'code=x') {
    const link = await signIn.link((await reached('waiting')).id);
    if (link?.kind !== 'ok') throw new Error('the sign-in does not wait for a browser');
    const parameters = new URL(link.value).searchParams;
    asked.push(parameters);
    const state = parameters.get('state') ?? '';
    await signIn.receive(`app.lanyard.desktop:/callback/service?${query}&state=${state}`);
    return (await reached('connected', 'failed')).phase;
  }
  async function signsIn(connection: Connection | null, query?: string) {
    signIn.start({ service, connection, requiredAuthentication: required });
    return returns(query);
  }
  const current = () => store.get(stored.id)?.connection;
  const tokenOf = async () => (await store.recordStore().secrets(stored.id)).tokens.accessToken;
  return {
    clock,
    answer,
    store,
    signIn,
    asked,
    signsIn,
    returns,
    reached,
    current,
    tokenOf,
    seconds,
  };
}

const openIdConnection = (more: Partial<Connection> = {}) =>
  aConnection({ scopesRequested: ['openid'], requiredAuthentication: required, ...more });

describe('a sign-in that is not as it was asked for is named as that, and the connection stays as it was (L8)', () => {
  test.each([
    ['by another method', (at: number) => ({ acr: 'pwd', auth_time: at })],
    ['without a word about the method', (at: number) => ({ auth_time: at })],
    ['without a word about when', () => ({ acr: 'phr' })],
    ['of yesterday', (at: number) => ({ acr: 'phr', auth_time: at - 86_400 })],
  ])('%s', async (_, claims) => {
    const world = await given(openIdConnection());
    world.answer.claims = claims(world.seconds());
    expect(await world.signsIn(world.current() ?? null)).toMatchObject({
      kind: 'failed',
      failure: { code: 'authentication_not_met' },
    });
    expect(await world.tokenOf()).toBe(someSecrets().tokens.accessToken);
    expect(world.current()?.requiredAuthentication).toEqual(required);
    expect(world.current()?.standing).toEqual({ kind: 'active' });
  });

  test('also where the server says by itself that it cannot', async () => {
    const world = await given(works);
    const phase = await world.signsIn(works, 'error=unmet_authentication_requirements');
    expect(phase).toMatchObject({
      kind: 'failed',
      failure: { code: 'authentication_not_met', serverError: 'unmet_authentication_requirements' },
    });
  });

  test('and is not asked for again where nothing else is left of the access', async () => {
    const world = await given(openIdConnection({ standing: stopped.standing }));
    world.answer.claims = { acr: 'pwd', auth_time: world.seconds() };
    await world.signsIn(world.current() ?? null);
    expect(world.current()?.requiredAuthentication).toBeUndefined();
    expect(world.current()?.standing.kind).toBe('needs_sign_in');
  });
});

describe('an API that wants another sign-in (L8)', () => {
  test('is heard at the sign-in itself, and the page of the connection offers it', async () => {
    const world = await given(aConnection({ id: 'other', serviceId: 'other' }), wantsMore);
    world.signIn.start({ service, connection: null });
    const phase = await world.returns();
    const id = phase.kind === 'connected' ? phase.connectionId : '';
    const entry = world.store.get(id);
    expect(entry?.connection).toMatchObject({
      standing: { kind: 'active' },
      requiredAuthentication: { acrValues: ['phr'], maxAgeSeconds: 5 },
    });
    expect(entry && connectionView(entry, true, {}).insufficientAuthentication).toEqual({
      code: 'authentication_insufficient',
      cause: 'acr_values: phr; max_age: 5',
      host: null,
      serverError: 'insufficient_user_authentication',
    });
  });

  test('gets it in place: the same connection, with what was asked for in the request', async () => {
    const world = await given(openIdConnection({ ownLabel: 'Mine' }));
    world.answer.claims = { acr: 'mfa', auth_time: world.seconds() - 5 };
    expect(await world.signsIn(world.current() ?? null)).toMatchObject({
      kind: 'connected',
      connectionId: works.id,
    });
    expect(Object.fromEntries(world.asked[0] ?? [])).toMatchObject({
      acr_values: 'phr mfa',
      max_age: '60',
    });
    expect(world.current()).toMatchObject({ id: works.id, ownLabel: 'Mine' });
    expect(world.current()?.requiredAuthentication).toBeUndefined();
    expect(await world.tokenOf()).toBe('new');
  });

  test('and still refuses the new token says so again, and nothing loops', async () => {
    const account = { ...works.account, unidentified: { timesAsked: 1, lastAskedAt: 0 } };
    const unidentified = { ...works, account };
    const world = await given(unidentified, wantsMore);
    expect((await world.signsIn(unidentified)).kind).toBe('connected');
    expect(world.current()?.requiredAuthentication).toEqual({
      acrValues: ['phr'],
      maxAgeSeconds: 5,
    });
    expect(world.asked).toHaveLength(1);
  });

  test('is not forgotten by a sign-in that did not ask for it', async () => {
    const world = await given(openIdConnection());
    world.answer.claims = { name: 'Ada Lovelace' };
    world.signIn.start({ service, connection: world.current() ?? null });
    await world.returns();
    expect(world.asked[0]?.has('acr_values')).toBe(false);
    expect(world.current()?.requiredAuthentication).toEqual(required);
  });

  test('is remembered over a restart while the browser is open', async () => {
    const world = await given(openIdConnection());
    world.signIn.start({ service, connection: works, requiredAuthentication: required });
    await world.reached('waiting');
    const [pending] = await world.store.recordStore().attempts();
    const catalogue = { find: () => service };
    expect(
      pending?.kind === 'browser' && planOfPending(pending, catalogue as never, world.store),
    ).toMatchObject({
      requiredAuthentication: required,
    });
  });

  test('that the server wants before it gives any token is asked for by "Try again"', async () => {
    const world = await given(works);
    world.answer.tokenError = wantsMore();
    const id = world.signIn.start({ service, connection: works });
    expect(await world.returns()).toMatchObject({
      kind: 'failed',
      failure: { code: 'authentication_insufficient' },
    });
    world.answer.tokenError = null;
    world.signIn.tryAgain(id);
    await world.returns();
    expect(world.asked.map((each) => each.get('acr_values'))).toEqual([null, 'phr']);
  });
});

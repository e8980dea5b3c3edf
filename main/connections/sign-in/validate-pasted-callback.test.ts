import { describe, expect, test } from 'vitest';

import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  aServer,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  storeWith,
  tokenResponse,
} from '../../../testing/test-world.js';

const code = 'SplxlOBeZQQYbYS6WxSbIA';
const iss = encodeURIComponent(aServer.issuer);

/** A sign-in that waits for its browser, at a server that names itself in its answers. */
async function given(answers: () => Response = () => tokenResponse()) {
  const clock = createTestClock();
  const server = createScriptedServer(({ path }) =>
    path === '/token' ? answers() : json({ sub: 'sub-2', name: 'Grace Hopper' }),
  );
  const store = await storeWith(await openMemoryVault(clock));
  const world = createTestSignIn({ store, clock, fetch: server.fetch });
  const named = { ...aServer, sendsIssuer: true };
  const service = aService({ server: { kind: 'known', server: named } });
  const id = world.signIn.start({ service, connection: null });
  await world.reached('waiting');
  const link = await world.signIn.link(id);
  const state = new URL(link?.kind === 'ok' ? link.value : '').searchParams.get('state') ?? '';
  const paste = (query: string, before = 'app.lanyard.desktop:/callback/service?') =>
    world.signIn.paste(id, `${before}${query}`);
  return { ...world, state, paste, requests: server.received };
}

describe('a wrong paste is refused with its reason, and the sign-in goes on waiting', () => {
  test.each([
    ['no address', () => 'It did not work', '', 'address_not_ours'],
    [
      'another site',
      (state: string) => `code=${code}&state=${state}&iss=${iss}`,
      'https://evil.example/callback/service?',
      'address_not_ours',
    ],
    [
      'another sign-in (H3)',
      () => `code=${code}&state=other&iss=${iss}`,
      undefined,
      'address_of_other_sign_in',
    ],
    [
      'another service (H15)',
      (state: string) => `code=${code}&state=${state}&iss=${iss}`,
      'app.lanyard.desktop:/callback/other?',
      'answer_from_other_service',
    ],
    [
      'another server (H13)',
      (state: string) => `code=${code}&state=${state}&iss=https%3A%2F%2Fevil.example`,
      undefined,
      'answer_from_other_service',
    ],
    [
      'two codes (H6)',
      (state: string) => `code=${code}&code=x&state=${state}&iss=${iss}`,
      undefined,
      'answer_rejected',
    ],
    [
      'two states (H6)',
      (state: string) => `code=${code}&state=${state}&state=${state}&iss=${iss}`,
      undefined,
      'answer_rejected',
    ],
    [
      'a token in the address (H10)',
      (state: string) => `code=${code}&state=${state}&access_token=x`,
      undefined,
      'answer_without_state',
    ],
    ['an error without state (H2)', () => 'error=access_denied', undefined, 'error_without_state'],
    ['no state (H2)', () => `code=${code}`, undefined, 'address_end_missing'],
    [
      'a cut state',
      (state: string) => `code=${code}&state=${state.slice(0, -3)}`,
      undefined,
      'address_end_missing',
    ],
    ['no code', (state: string) => `state=${state}&iss=${iss}`, undefined, 'address_end_missing'],
    [
      'no issuer (H14)',
      (state: string) => `code=${code}&state=${state}`,
      undefined,
      'address_end_missing',
    ],
    [
      'a cut issuer',
      (state: string) => `code=${code}&state=${state}&iss=${iss.slice(0, -3)}`,
      undefined,
      'address_end_missing',
    ],
    [
      'a query whose server nothing names',
      (state: string) => `code=${code}&state=${state}`,
      '',
      'address_start_missing',
    ],
    ['a code alone', () => code, '', 'address_code_only'],
  ])('%s (D3)', async (_, query, before, refusal) => {
    const { state, paste, signIn, requests, reached } = await given();
    const failure = paste(query(state), before);
    expect(failure).toMatchObject({ code: refusal });
    expect(JSON.stringify(failure)).not.toMatch(new RegExp(`${code}|${state}`));
    expect(signIn.views()[0]?.phase).toMatchObject({ kind: 'waiting', trouble: null });
    expect(requests).toEqual([]);

    expect(paste(`code=${code}&state=${state}&iss=${iss}`)).toBeNull();
    await reached('connected');
  });
});

describe('what was really pasted finishes the sign-in', () => {
  test.each([
    ['in a sentence', (address: string) => `I ended up here: ${address}. What now?`],
    ['with &amp;', (address: string) => address.replaceAll('&', '&amp;')],
    ['wrapped', (address: string) => `${address.slice(0, 70)}\n    ${address.slice(70)}`],
    ['as a query with the issuer', (address: string) => address.replace(/^.*\?/, '')],
  ])('%s (D3)', async (_, pasted) => {
    const { state, paste, requests, reached } = await given();
    const address = `app.lanyard.desktop:/callback/service?code=${code}&state=${state}&iss=${iss}`;
    expect(paste(pasted(address), '')).toBeNull();
    await reached('connected');
    expect(requests.find(({ path }) => path === '/token')?.form.get('code')).toBe(code);
  });

  test('a refusal that the server sent ends it (D3)', async () => {
    const { state, paste, reached } = await given();
    expect(paste(`error=access_denied&state=${state}&iss=${iss}.`)).toBeNull();
    const { phase } = await reached('failed');
    expect(phase).toMatchObject({ failure: { code: 'access_denied' } });
  });

  test('a code that the server refuses ends it (D3)', async () => {
    const { state, paste, reached } = await given(() => json({ error: 'invalid_grant' }, 400));
    expect(paste(`code=${code}&state=${state}&iss=${iss}`)).toBeNull();
    const { phase } = await reached('failed');
    expect(phase).toMatchObject({ failure: { code: 'code_refused' } });
  });
});

import { describe, expect, test } from 'vitest';

import {
  client,
  json,
  type Reaction,
  scripted,
  server,
  text,
} from '../../../testing/scripted-server.js';
import { nothingKnown } from '../service.js';
import { accountFromGrant } from './account-from-grant.js';

const tokens = {
  accessToken: 'at-1',
  tokenType: 'bearer',
  refreshToken: null,
  refreshTokenExpiresAt: null,
  idToken: null,
  scopesGranted: [],
  issuedAt: 0,
  expiresAt: null,
  adjustments: [],
} as const;

const parameters = {
  serviceId: 'service',
  serviceName: 'Service',
  server,
  client,
  proofKey: null,
  scopesRequested: [],
  resource: null,
  adjustments: [],
  lifetime: nothingKnown.lifetime,
  endsSiblings: null,
  accountPage: null,
};

interface Known {
  readonly idToken?: {
    readonly subject: string;
    readonly name: string | null;
    readonly email: string | null;
  };
  readonly subject?: string;
}

async function accountWith(userinfo: Reaction | null, { idToken, subject }: Known = {}) {
  const { context, seen } = scripted(
    userinfo === null ? {} : { 'https://as.example/me': userinfo },
  );
  const grant = {
    tokens,
    identity: idToken ?? null,
    subject: subject ?? null,
    idTokenClaims: null,
  };
  const at = userinfo === null ? { ...server, userinfoEndpoint: null } : server;
  const asked = { ...parameters, server: at };
  return { outcome: await accountFromGrant(grant, 'attempt-1', asked, context), seen };
}

const missingScope = new Response('Missing openid scope', {
  status: 403,
  headers: {
    'content-type': 'text/plain',
    'www-authenticate':
      'Bearer realm="staff", error="insufficient_scope", error_description="Missing openid scope"',
  },
});

/** Answers that say nothing of the account. */
const unusable: readonly [string, Reaction][] = [
  ['wants another scope', missingScope],
  ['refuses the token', json({ error: 'invalid_token' }, 401)],
  ['refuses without a word', text('', 'text/plain', 403)],
  ['is not there', text('Not found', 'text/plain', 404)],
  ['takes another method only', text('', 'text/plain', 405)],
  ['leads elsewhere', json({}, 302, { location: 'https://as.example/login' })],
  ['is broken', json({}, 500)],
  ['is busy', json({}, 429)],
  ['cannot be reached', new TypeError('fetch failed')],
  ['names no sub', json({ name: 'Alice', email: 'a@as.example' })],
  ['names a number', json({ sub: 7, name: 'Alice' })],
  ['names an empty sub', json({ sub: '' })],
  ['names null', json({ sub: null })],
  ['names an object', json({ sub: { id: '7' } })],
  ['answers a list', json([{ sub: 'alice' }])],
  ['answers a text', text('alice', 'text/plain')],
  ['answers a page', text('<!doctype html><p>Sign in', 'text/html')],
  ['answers nothing', text('', 'application/json')],
  ['answers half of it', text('{"sub": "ali', 'application/json')],
  ['answers what is no JWT', text('a.b.c', 'application/jwt')],
];

describe('userinfo of another account than the ID token is refused (H90)', () => {
  test.each([
    ['as JSON', json({ sub: 'bob', name: 'Bob' })],
    ['with a longer sub than there may be', json({ sub: 'b'.repeat(300) })],
    ['in other case', json({ sub: 'Alice' })],
  ])('%s', async (_, userinfo) => {
    const idToken = { subject: 'alice', name: null, email: null };
    expect((await accountWith(userinfo, { idToken })).outcome).toMatchObject({
      kind: 'rejected_response',
      failure: { code: 'response_rejected' },
    });
  });
});

describe('a userinfo that says nothing costs the sign-in nothing (L4)', () => {
  test.each(unusable)('the account is not known: it %s', async (_, userinfo) => {
    expect((await accountWith(userinfo)).outcome).toEqual({
      kind: 'ok',
      value: {
        issuer: server.issuer,
        subject: 'attempt-1',
        name: null,
        email: null,
        unidentified: { timesAsked: 1, lastAskedAt: 1_800_000_000_000 },
      },
    });
  });

  test.each(unusable)('the ID token says enough: it %s', async (_, userinfo) => {
    const idToken = { subject: 'alice', name: null, email: 'a@as.example' };
    expect((await accountWith(userinfo, { idToken })).outcome).toEqual({
      kind: 'ok',
      value: { issuer: server.issuer, subject: 'alice', name: null, email: 'a@as.example' },
    });
  });

  test('nobody is asked where there is nothing to ask', async () => {
    const { outcome, seen } = await accountWith(null);
    expect(outcome).toMatchObject({
      value: { name: null, unidentified: { timesAsked: 0 } },
    });
    expect(seen).toEqual([]);
  });
});

describe('an account that userinfo names in another form is known (L4)', () => {
  const alice = JSON.stringify({ sub: 'alice', name: 'Alice' });

  test.each<[string, Reaction]>([
    ['without a type', new Response(Buffer.from(alice))],
    ['as plain text', text(alice, 'text/plain')],
    ['with a byte order mark', text(`\uFEFF${alice}`, 'application/json')],
    ['by the parts of a name', json({ sub: 'alice', given_name: 'Alice' })],
  ])('%s', async (_, userinfo) => {
    expect((await accountWith(userinfo)).outcome).toEqual({
      kind: 'ok',
      value: { issuer: server.issuer, subject: 'alice', name: 'Alice', email: null },
    });
  });

  test('by its given and its family name', async () => {
    const userinfo = json({ sub: 'ada', given_name: 'Ada', family_name: 'Lovelace' });
    expect((await accountWith(userinfo)).outcome).toMatchObject({
      value: { name: 'Ada Lovelace' },
    });
  });

  test('but not as a page (H29)', async () => {
    expect((await accountWith(text(alice, 'text/html'))).outcome).toMatchObject({
      value: { name: null },
    });
  });
});

describe('the account is taken from (L4)', () => {
  const ofResponse = { issuer: server.issuer, subject: 'did:plc:alice', name: null, email: null };

  test('the token response, where nothing else names it', async () => {
    const known = { subject: 'did:plc:alice' };
    expect((await accountWith(null, known)).outcome).toEqual({ kind: 'ok', value: ofResponse });
    expect((await accountWith(json({}, 404), known)).outcome).toEqual({
      kind: 'ok',
      value: ofResponse,
    });
  });

  test('userinfo, whatever the token response says', async () => {
    const userinfo = json({ sub: 'alice', name: 'Alice' });
    expect((await accountWith(userinfo, { subject: 'did:plc:alice' })).outcome).toMatchObject({
      kind: 'ok',
      value: { subject: 'alice', name: 'Alice' },
    });
  });

  test('the ID token, and its name from userinfo', async () => {
    const idToken = { subject: 'alice', name: null, email: 'a@as.example' };
    const userinfo = json({ sub: 'alice', name: 'Alice' });
    expect((await accountWith(userinfo, { idToken, subject: 'other' })).outcome).toEqual({
      kind: 'ok',
      value: { issuer: server.issuer, subject: 'alice', name: 'Alice', email: 'a@as.example' },
    });
  });

  test('an ID token with a name, without any further request', async () => {
    const idToken = { subject: 'alice', name: 'Alice', email: null };
    const { outcome, seen } = await accountWith(json({}, 500), { idToken });
    expect(outcome).toMatchObject({ kind: 'ok', value: { subject: 'alice', name: 'Alice' } });
    expect(seen).toEqual([]);
  });
});

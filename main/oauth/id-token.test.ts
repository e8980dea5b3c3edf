import { createHash } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import {
  client,
  completion,
  createSigner,
  idTokenClaims,
  issuer,
  json,
  now,
  type Reaction,
  scripted,
  server,
  text,
  tokens,
} from '../../testing/scripted-server.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';
import type { AuthorizationServer } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { NetworkFault } from './network-fault.js';

type Signer = Awaited<ReturnType<typeof createSigner>>;
let signer: Signer;
beforeAll(async () => {
  signer = await createSigner();
});

const other = async () => (await createSigner()).publicKey;

async function signIn(
  idToken: string | undefined,
  {
    keys = json({ keys: [signer.publicKey] }),
    at = server,
  }: { keys?: Reaction; at?: AuthorizationServer } = {},
) {
  const { context, seen } = scripted({
    [server.tokenEndpoint]: json({ ...tokens, id_token: idToken }),
    'https://as.example/jwks': keys,
  });
  const asked = completion('code=c&state=state-1', { nonce: 'nonce-1', server: at });
  return { outcome: await authorizationCodeGrant(asked, context), seen };
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = (header: object, signature = '') =>
  `${base64url(header)}.${base64url(idTokenClaims())}.${signature}`;
const seconds = now / 1_000;

describe('an ID token that is refused', () => {
  test.each([
    ['unsigned (H80)', () => unsigned({ alg: 'none' })],
    ['unsigned, in other case (H80)', () => unsigned({ alg: 'None' })],
    ['signed with a shared secret (H81)', () => unsigned({ alg: 'HS256' }, 'AAAA')],
    ['encrypted (H89)', () => `${base64url({ alg: 'RSA-OAEP' })}.a.b.c.d`],
    ['with a critical header (H89)', () => signer.sign(idTokenClaims(), { crit: ['b64'] })],
    ['not a token at all (H89)', () => 'what'],
    ['without JSON inside (H89)', () => 'YQ.YQ.YQ'],
    ['of another issuer (H83)', () => signer.sign(idTokenClaims({ iss: 'https://evil.example' }))],
    ['for another client (H83)', () => signer.sign(idTokenClaims({ aud: 'other' }))],
    [
      'for several clients, without an authorized party (H83)',
      () => signer.sign(idTokenClaims({ aud: [client.clientId, 'x'] })),
    ],
    [
      'for several clients, with another one as the authorized party (H83)',
      () => signer.sign(idTokenClaims({ aud: [client.clientId, 'x'], azp: 'x' })),
    ],
    ['without an expiry (H84)', () => signer.sign(idTokenClaims({ exp: undefined }))],
    ['without a nonce (H86)', () => signer.sign(idTokenClaims({ nonce: undefined }))],
    [
      'with the nonce of another sign-in (H86)',
      () => signer.sign(idTokenClaims({ nonce: 'nonce-2' })),
    ],
    ['without a subject (H87)', () => signer.sign(idTokenClaims({ sub: undefined }))],
    ['with an empty subject (H87)', () => signer.sign(idTokenClaims({ sub: '' }))],
    ['with a number for a subject (H87)', () => signer.sign(idTokenClaims({ sub: 7 }))],
    [
      'with a subject of 256 characters (H87)',
      () => signer.sign(idTokenClaims({ sub: 'a'.repeat(256) })),
    ],
  ])('%s', async (_, idToken) => {
    const { outcome } = await signIn(await idToken());
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'response_rejected', host: 'as.example' },
    });
  });

  test.each([
    ['expired (H84)', { exp: seconds - 31 }],
    ['from the future', { iat: seconds + 301 }],
    ['signed long ago', { iat: seconds - 3_601 }],
    ['not valid yet', { nbf: seconds + 31 }],
  ])('%s, so one of the clocks is wrong', async (_, differences) => {
    const { outcome } = await signIn(await signer.sign(idTokenClaims(differences)));
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'clock_mismatch', host: 'as.example' },
    });
  });

  test.each([{ at_hash: 'AAAA' }, { c_hash: 'AAAA' }, { at_hash: 7 }])(
    'that came with something else: %j (O16)',
    async (differences) => {
      const { outcome } = await signIn(await signer.sign(idTokenClaims(differences)));
      expect(outcome).toMatchObject({
        kind: 'rejected_response',
        error: { code: 'response_rejected' },
      });
    },
  );

  test('missing though the server lists openid, which was requested (O16)', async () => {
    const at = { ...server, scopesSupported: ['openid'] };
    expect((await signIn(undefined, { at })).outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'response_rejected', host: 'as.example' },
    });
  });

  test('with an algorithm that its server claims to use (H80, H81)', async () => {
    const at = { ...server, idTokenSigningAlgorithms: ['none', 'HS256', 'ES256'] };
    for (const idToken of [unsigned({ alg: 'none' }), unsigned({ alg: 'HS256' }, 'AAAA')]) {
      expect((await signIn(idToken, { at })).outcome.kind).toBe('rejected_response');
    }
  });

  test('signed with an algorithm that its server does not list (O16)', async () => {
    const at = { ...server, idTokenSigningAlgorithms: ['RS256'] };
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), { at });
    expect(outcome.kind).toBe('rejected_response');
  });

  test('signed by someone else (H82)', async () => {
    const forger = await createSigner();
    const { outcome, seen } = await signIn(await forger.sign(idTokenClaims()));
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { cause: 'JWT signature verification failed' },
    });
    expect(seen.map((each) => each.url)).toEqual([server.tokenEndpoint, server.jwksUri]);
  });

  test('changed after it was signed (H82)', async () => {
    const [header, , signature] = (await signer.sign(idTokenClaims())).split('.');
    const changed = `${header!}.${base64url(idTokenClaims({ sub: 'mallory' }))}.${signature!}`;
    expect((await signIn(changed)).outcome.kind).toBe('rejected_response');
  });

  test('with a signature that is not base64url (H82)', async () => {
    const [header, claims] = (await signer.sign(idTokenClaims())).split('.');
    expect((await signIn(`${header!}.${claims!}.!`)).outcome.kind).toBe('rejected_response');
  });

  test('of a server that publishes no keys (H82)', async () => {
    const at = { ...server, jwksUri: null };
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), { at });
    expect(outcome.kind).toBe('rejected_response');
  });

  test.each([
    ['of another type', { kty: 'oct', k: 'AAAA', kid: 'key-1' }],
    ['with another id', { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', kid: 'key-2' }],
    ['that cannot be read', { kty: 'EC', crv: 'P-256', x: '!', y: '!', kid: 'key-1' }],
  ])('where the server has only a key %s (H35)', async (_, key) => {
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), {
      keys: json({ keys: [key] }),
    });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'response_rejected' },
    });
  });

  test('where its RSA key has fewer than 2048 bits (H35)', async () => {
    const { publicKey, sign } = await createSigner('key-1', {
      ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1_024 },
      publicExponent: new Uint8Array([1, 0, 1]),
    });
    const { outcome } = await signIn(await sign(idTokenClaims(), { alg: 'RS256' }), {
      keys: json({ keys: [publicKey] }),
      at: { ...server, idTokenSigningAlgorithms: ['RS256'] },
    });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { cause: 'unsupported RSASSA-PKCS1-v1_5 modulusLength' },
    });
  });

  test('with another authorized party, though we are its only audience (O16)', async () => {
    const { outcome } = await signIn(await signer.sign(idTokenClaims({ azp: 'other' })));
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { cause: 'the ID token was issued to another client ("azp")' },
    });
  });

  test.each([
    ['the same key twice', () => [signer.publicKey, signer.publicKey]],
    ['two keys under one name', async () => [(await createSigner()).publicKey, signer.publicKey]],
    ['keys without names', () => [{ ...signer.publicKey, kid: undefined }]],
  ])('signed by someone else, where the server has %s (H35, H82)', async (_, keys) => {
    const forger = await createSigner();
    const { outcome } = await signIn(await forger.sign(idTokenClaims()), {
      keys: json({ keys: await keys() }),
    });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { cause: 'JWT signature verification failed' },
    });
  });

  test('where more keys share its name than are tried (H35)', async () => {
    const other = (await createSigner()).publicKey;
    const keys = [...Array.from({ length: 10 }, () => other), signer.publicKey];
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), { keys: json({ keys }) });
    expect(outcome.kind).toBe('rejected_response');
  });

  test('where its key is not among the first hundred (H35)', async () => {
    const others = Array.from({ length: 100 }, (_, index) => ({ kty: 'EC', kid: String(index) }));
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), {
      keys: json({ keys: [...others, signer.publicKey] }),
    });
    expect(outcome.kind).toBe('rejected_response');
  });

  test.each([
    ['something that is not JSON', text('keys', 'application/json')],
    ['null', json(null)],
    ['a number', json(7)],
    ['no keys', json({})],
    ['keys that are not a list', json({ keys: 'none' })],
  ])('where the server publishes %s (H35)', async (_, keys) => {
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), { keys });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'response_rejected' },
    });
  });

  test('where the keys cannot be fetched, and none are cached (H35)', async () => {
    const { context } = scripted({
      [server.tokenEndpoint]: json({ ...tokens, id_token: await signer.sign(idTokenClaims()) }),
      'https://as.example/jwks': json({}, 500),
    });
    const keySets: NonNullable<OAuthContext['keySets']> = new Map();
    const asked = completion('code=c&state=state-1', { nonce: 'nonce-1' });
    expect((await authorizationCodeGrant(asked, { ...context, keySets })).kind).not.toBe('ok');
    expect(keySets.size).toBe(0);
  });

  test.each([
    [json({ keys: [] }, 500), 'server_fault_retry'],
    [json({}, 500), 'server_fault_retry'],
    [json({}, 404), 'server_fault_retry'],
    [new NetworkFault('interrupted', 'ECONNRESET', true), 'network_fault_retry'],
  ])('not for good where the keys cannot be fetched (%#)', async (keys, kind) => {
    expect((await signIn(await signer.sign(idTokenClaims()), { keys })).outcome.kind).toBe(kind);
  });
});

describe('an ID token that is accepted', () => {
  test('missing, where the server does not list openid: it need not be a provider (O16)', async () => {
    for (const scopesSupported of [null, ['notes']]) {
      const { outcome } = await signIn(undefined, { at: { ...server, scopesSupported } });
      expect(outcome).toMatchObject({
        kind: 'ok',
        value: { identity: null, tokens: { accessToken: 'at-1' } },
      });
    }
  });

  test('identifies the account (O16)', async () => {
    const claims = idTokenClaims({ name: 'Alice', email: 'alice@as.example' });
    const { outcome } = await signIn(await signer.sign(claims));
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        identity: { subject: 'alice', name: 'Alice', email: 'alice@as.example' },
        idTokenClaims: { iss: issuer, nonce: 'nonce-1' },
      },
    });
  });

  test('with the hashes of the access token and the code that came with it (O16)', async () => {
    const half = (text: string) =>
      createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
    const claims = idTokenClaims({ at_hash: half('at-1'), c_hash: half('c') });
    expect((await signIn(await signer.sign(claims))).outcome.kind).toBe('ok');
  });

  test('within half a minute after its expiry (H84)', async () => {
    const idToken = await signer.sign(idTokenClaims({ exp: seconds - 29 }));
    expect((await signIn(idToken)).outcome.kind).toBe('ok');
  });

  test('for several clients, with us as the authorized party (H83)', async () => {
    const claims = idTokenClaims({ aud: ['x', client.clientId], azp: client.clientId });
    expect((await signIn(await signer.sign(claims))).outcome.kind).toBe('ok');
  });

  test('with a good key among bad ones (H35)', async () => {
    const bad = [null, 'x', { kty: 'oct' }, { kty: 'EC', kid: 'key-2' }];
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), {
      keys: json({ keys: [...bad, signer.publicKey] }),
    });
    expect(outcome.kind).toBe('ok');
  });

  test.each([
    ['its key twice', () => [signer.publicKey, signer.publicKey]],
    [
      'its key twice, the second time with a certificate',
      () => [signer.publicKey, { ...signer.publicKey, x5t: 'AAAA' }],
    ],
    ['another key under the same name', async () => [await other(), signer.publicKey]],
    [
      'another key under the same name that cannot be read',
      () => [{ ...signer.publicKey, x: '!', y: '!' }, signer.publicKey],
    ],
    ['another key behind it under the same name', async () => [signer.publicKey, await other()]],
  ])('where the server publishes %s (H35)', async (_, keys) => {
    const { outcome, seen } = await signIn(await signer.sign(idTokenClaims()), {
      keys: json({ keys: await keys() }),
    });
    expect(outcome.kind).toBe('ok');
    expect(seen.filter((each) => each.url === server.jwksUri)).toHaveLength(1);
  });

  test('with the name of its key, where the server names none of its keys (L10)', async () => {
    const other = { ...(await createSigner()).publicKey, kid: undefined };
    const rsa = { kty: 'RSA', n: 'AQAB', e: 'AQAB' };
    const own = { ...signer.publicKey, kid: undefined };
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), {
      keys: json({ keys: [rsa, other, own] }),
    });
    expect(outcome.kind).toBe('ok');
  });

  test('without the name of its key, among several keys (H35)', async () => {
    const idToken = await signer.sign(idTokenClaims(), { kid: undefined });
    const { outcome } = await signIn(idToken, {
      keys: json({ keys: [await other(), signer.publicKey] }),
    });
    expect(outcome.kind).toBe('ok');
  });

  test('fetches the keys once where the caller keeps them', async () => {
    const { context, seen } = scripted({
      [server.tokenEndpoint]: json({ ...tokens, id_token: await signer.sign(idTokenClaims()) }),
      'https://as.example/jwks': json({ keys: [signer.publicKey] }),
    });
    const keeping = { ...context, keySets: new Map() };
    for (let turn = 0; turn < 2; turn += 1) {
      const asked = completion('code=c&state=state-1', { nonce: 'nonce-1' });
      expect((await authorizationCodeGrant(asked, keeping)).kind).toBe('ok');
    }
    expect(seen.filter((each) => each.url === server.jwksUri)).toHaveLength(1);
  });

  describe('by a new key (H36)', () => {
    const fresh = () => createSigner('key-2');
    const keeping = (keys: readonly object[], secondsAgo: number) => {
      const uat = Math.floor(Date.now() / 1_000) - secondsAgo;
      return new Map([['https://as.example/jwks', { jwks: { keys: [...keys] }, uat }]]);
    };

    async function signInWith(secondsAgo: number, keysNow?: readonly object[]) {
      const { publicKey, sign } = await fresh();
      const { context, seen } = scripted({
        [server.tokenEndpoint]: json({ ...tokens, id_token: await sign(idTokenClaims()) }),
        'https://as.example/jwks': json({ keys: keysNow ?? [signer.publicKey, publicKey] }),
      });
      const keySets = keeping([signer.publicKey], secondsAgo) as NonNullable<
        OAuthContext['keySets']
      >;
      const asked = completion('code=c&state=state-1', { nonce: 'nonce-1' });
      const outcome = await authorizationCodeGrant(asked, { ...context, keySets });
      return { outcome, asked: seen.filter(({ url }) => url === server.jwksUri).length, keySets };
    }

    test('after the keys were fetched once more, and are kept', async () => {
      const { outcome, asked, keySets } = await signInWith(61);
      expect(outcome.kind).toBe('ok');
      expect(asked).toBe(1);
      expect(keySets.get('https://as.example/jwks')?.jwks?.keys).toHaveLength(2);
    });

    test('not when they were fetched a moment ago, nor again and again', async () => {
      expect(await signInWith(10)).toMatchObject({
        asked: 0,
        outcome: { kind: 'rejected_response' },
      });
      const { outcome, asked } = await signInWith(61, [signer.publicKey]);
      expect(outcome.kind).toBe('rejected_response');
      expect(asked).toBe(1);
    });
  });

  test('of a sign-in as it was requested (O16)', async () => {
    const idToken = await signer.sign(idTokenClaims({ auth_time: seconds - 10, acr: 'mfa' }));
    const { context } = scripted({
      [server.tokenEndpoint]: json({ ...tokens, id_token: idToken }),
      'https://as.example/jwks': json({ keys: [signer.publicKey] }),
    });
    const asked = (maxAgeSeconds: number, acr: string) =>
      authorizationCodeGrant(
        completion('code=c&state=state-1', { nonce: 'nonce-1', maxAgeSeconds, acrValues: [acr] }),
        context,
      );
    expect((await asked(60, 'mfa')).kind).toBe('ok');
    expect((await asked(60, 'phr')).kind).toBe('rejected_response');
    const longAgo = await signer.sign(idTokenClaims({ auth_time: seconds - 500 }));
    expect((await signIn(longAgo)).outcome.kind).toBe('ok');
  });

  test('has the name as text, without marks that change the reading direction (H90)', async () => {
    const claims = idTokenClaims({ name: '\u202e<b>ecilA</b>\u0000', email: 7 });
    const { outcome } = await signIn(await signer.sign(claims));
    expect(outcome).toMatchObject({ value: { identity: { name: '<b>ecilA</b>', email: null } } });
  });
});

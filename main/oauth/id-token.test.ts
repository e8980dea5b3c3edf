import { beforeAll, describe, expect, it } from 'vitest';

import { authorizationCodeGrant } from './authorization-code-grant.js';
import type { AuthorizationServer } from './authorization-server.js';
import type { OAuthContext } from './context.js';
import { NetworkFault } from './network-fault.js';
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

type Signer = Awaited<ReturnType<typeof createSigner>>;
let signer: Signer;
beforeAll(async () => {
  signer = await createSigner();
});

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
  it.each([
    ['H80 unsigned', () => unsigned({ alg: 'none' })],
    ['H80 unsigned, in other case', () => unsigned({ alg: 'None' })],
    ['H81 signed with a shared secret', () => unsigned({ alg: 'HS256' }, 'AAAA')],
    ['H89 encrypted', () => `${base64url({ alg: 'RSA-OAEP' })}.a.b.c.d`],
    ['H89 with a critical header', () => signer.sign(idTokenClaims(), { crit: ['b64'] })],
    ['H89 not a token at all', () => 'what'],
    ['H89 without JSON inside', () => 'YQ.YQ.YQ'],
    ['H83 of another issuer', () => signer.sign(idTokenClaims({ iss: 'https://evil.example' }))],
    ['H83 for another client', () => signer.sign(idTokenClaims({ aud: 'other' }))],
    [
      'H83 for several clients, without an authorized party',
      () => signer.sign(idTokenClaims({ aud: [client.clientId, 'x'] })),
    ],
    [
      'H83 for several clients, with another one as the authorized party',
      () => signer.sign(idTokenClaims({ aud: [client.clientId, 'x'], azp: 'x' })),
    ],
    ['H84 expired', () => signer.sign(idTokenClaims({ exp: seconds - 31 }))],
    ['H84 without an expiry', () => signer.sign(idTokenClaims({ exp: undefined }))],
    ['H86 without a nonce', () => signer.sign(idTokenClaims({ nonce: undefined }))],
    [
      'H86 with the nonce of another sign-in',
      () => signer.sign(idTokenClaims({ nonce: 'nonce-2' })),
    ],
    ['H87 without a subject', () => signer.sign(idTokenClaims({ sub: undefined }))],
    ['H87 with an empty subject', () => signer.sign(idTokenClaims({ sub: '' }))],
    ['H87 with a number for a subject', () => signer.sign(idTokenClaims({ sub: 7 }))],
    [
      'H87 with a subject of 256 characters',
      () => signer.sign(idTokenClaims({ sub: 'a'.repeat(256) })),
    ],
  ])('%s', async (_, idToken) => {
    const { outcome } = await signIn(await idToken());
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'response_rejected', host: 'as.example' },
    });
  });

  it('O16 missing though the server lists openid, which was requested', async () => {
    const at = { ...server, scopesSupported: ['openid'] };
    expect((await signIn(undefined, { at })).outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'response_rejected', host: 'as.example' },
    });
  });

  it('H80 H81 with an algorithm that its server claims to use', async () => {
    const at = { ...server, idTokenSigningAlgorithms: ['none', 'HS256', 'ES256'] };
    for (const idToken of [unsigned({ alg: 'none' }), unsigned({ alg: 'HS256' }, 'AAAA')]) {
      expect((await signIn(idToken, { at })).outcome.kind).toBe('rejected_response');
    }
  });

  it('O16 signed with an algorithm that its server does not list', async () => {
    const at = { ...server, idTokenSigningAlgorithms: ['RS256'] };
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), { at });
    expect(outcome.kind).toBe('rejected_response');
  });

  it('H82 signed by someone else', async () => {
    const forger = await createSigner();
    const { outcome, seen } = await signIn(await forger.sign(idTokenClaims()));
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { cause: 'JWT signature verification failed' },
    });
    expect(seen.map((each) => each.url)).toEqual([server.tokenEndpoint, server.jwksUri]);
  });

  it('H82 changed after it was signed', async () => {
    const [header, , signature] = (await signer.sign(idTokenClaims())).split('.');
    const changed = `${header!}.${base64url(idTokenClaims({ sub: 'mallory' }))}.${signature!}`;
    expect((await signIn(changed)).outcome.kind).toBe('rejected_response');
  });

  it('H82 with a signature that is not base64url', async () => {
    const [header, claims] = (await signer.sign(idTokenClaims())).split('.');
    expect((await signIn(`${header!}.${claims!}.!`)).outcome.kind).toBe('rejected_response');
  });

  it('H82 of a server that publishes no keys', async () => {
    const at = { ...server, jwksUri: null };
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), { at });
    expect(outcome.kind).toBe('rejected_response');
  });

  it.each([
    ['of another type', { kty: 'oct', k: 'AAAA', kid: 'key-1' }],
    ['with another id', { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', kid: 'key-2' }],
    ['that cannot be read', { kty: 'EC', crv: 'P-256', x: '!', y: '!', kid: 'key-1' }],
  ])('H35 where the server has only a key %s', async (_, key) => {
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), {
      keys: json({ keys: [key] }),
    });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'response_rejected' },
    });
  });

  it('H35 where its RSA key has fewer than 2048 bits', async () => {
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

  it('O16 with another authorized party, though we are its only audience', async () => {
    const { outcome } = await signIn(await signer.sign(idTokenClaims({ azp: 'other' })));
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { cause: 'the ID token was issued to another client ("azp")' },
    });
  });

  it('H35 where its key is not among the first hundred', async () => {
    const others = Array.from({ length: 100 }, (_, index) => ({ kty: 'EC', kid: String(index) }));
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), {
      keys: json({ keys: [...others, signer.publicKey] }),
    });
    expect(outcome.kind).toBe('rejected_response');
  });

  it.each([
    ['something that is not JSON', text('keys', 'application/json')],
    ['null', json(null)],
    ['a number', json(7)],
    ['no keys', json({})],
    ['keys that are not a list', json({ keys: 'none' })],
  ])('H35 where the server publishes %s', async (_, keys) => {
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), { keys });
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'response_rejected' },
    });
  });

  it('H35 where the keys cannot be fetched, and none are cached', async () => {
    const { context } = scripted({
      [server.tokenEndpoint]: json({ ...tokens, id_token: await signer.sign(idTokenClaims()) }),
      'https://as.example/jwks': json({}, 500),
    });
    const keySets: NonNullable<OAuthContext['keySets']> = new Map();
    const asked = completion('code=c&state=state-1', { nonce: 'nonce-1' });
    expect((await authorizationCodeGrant(asked, { ...context, keySets })).kind).not.toBe('ok');
    expect(keySets.size).toBe(0);
  });

  it.each([
    [json({ keys: [] }, 500), 'server_fault_retry'],
    [json({}, 500), 'server_fault_retry'],
    [json({}, 404), 'server_fault_retry'],
    [new NetworkFault('interrupted', 'ECONNRESET', true), 'network_fault_retry'],
  ])('not for good where the keys cannot be fetched (%#)', async (keys, kind) => {
    expect((await signIn(await signer.sign(idTokenClaims()), { keys })).outcome.kind).toBe(kind);
  });
});

describe('an ID token that is accepted', () => {
  it('O16 missing, where the server does not list openid: it need not be a provider', async () => {
    for (const scopesSupported of [null, ['notes']]) {
      const { outcome } = await signIn(undefined, { at: { ...server, scopesSupported } });
      expect(outcome).toMatchObject({
        kind: 'ok',
        value: { identity: null, tokens: { accessToken: 'at-1' } },
      });
    }
  });

  it('O16 identifies the account', async () => {
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

  it('H84 within half a minute after its expiry', async () => {
    const idToken = await signer.sign(idTokenClaims({ exp: seconds - 29 }));
    expect((await signIn(idToken)).outcome.kind).toBe('ok');
  });

  it('H83 for several clients, with us as the authorized party', async () => {
    const claims = idTokenClaims({ aud: ['x', client.clientId], azp: client.clientId });
    expect((await signIn(await signer.sign(claims))).outcome.kind).toBe('ok');
  });

  it('H35 with a good key among bad ones', async () => {
    const bad = [null, 'x', { kty: 'oct' }, { kty: 'EC', kid: 'key-2' }];
    const { outcome } = await signIn(await signer.sign(idTokenClaims()), {
      keys: json({ keys: [...bad, signer.publicKey] }),
    });
    expect(outcome.kind).toBe('ok');
  });

  it('fetches the keys once where the caller keeps them', async () => {
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

  describe('H36 by a new key', () => {
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

    it('after the keys were fetched once more, and are kept', async () => {
      const { outcome, asked, keySets } = await signInWith(61);
      expect(outcome.kind).toBe('ok');
      expect(asked).toBe(1);
      expect(keySets.get('https://as.example/jwks')?.jwks?.keys).toHaveLength(2);
    });

    it('not when they were fetched a moment ago, nor again and again', async () => {
      expect(await signInWith(10)).toMatchObject({
        asked: 0,
        outcome: { kind: 'rejected_response' },
      });
      const { outcome, asked } = await signInWith(61, [signer.publicKey]);
      expect(outcome.kind).toBe('rejected_response');
      expect(asked).toBe(1);
    });
  });

  it('O16 of a sign-in as it was requested', async () => {
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

  it('H90 has the name as text, without marks that change the reading direction', async () => {
    const claims = idTokenClaims({ name: '\u202e<b>ecilA</b>\u0000', email: 7 });
    const { outcome } = await signIn(await signer.sign(claims));
    expect(outcome).toMatchObject({ value: { identity: { name: '<b>ecilA</b>', email: null } } });
  });
});

import { beforeAll, describe, expect, test } from 'vitest';

import {
  client,
  completion,
  decoded,
  json,
  now,
  type Reaction,
  refreshRequest,
  refreshKeeping,
  scripted,
  server,
  tokens,
} from '../../testing/scripted-server.js';
import { probeAccessToken } from './access-token-probe.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';
import { importPublicKey } from './private-key.js';
import { createProofKey, type ProofKey } from './proof-of-possession.js';
import { introspectToken } from './token-introspection.js';
import { revokeToken } from './token-revocation.js';
import { fetchUserinfo } from './userinfo.js';

const bound = { ...tokens, token_type: 'DPoP', refresh_token: 'rt-2' };
const nonceWanted = (nonce: string, status = 400) =>
  json({ error: 'use_dpop_nonce' }, status, { 'dpop-nonce': nonce });

let proofKey: ProofKey;
beforeAll(async () => {
  proofKey = (await createProofKey({ ...server, dpopSigningAlgorithms: ['ES256'] }))!;
});

async function exchange(reaction: Reaction | readonly Reaction[], nonces?: Map<string, string>) {
  const { context, seen } = scripted({ [server.tokenEndpoint]: reaction });
  const asked = completion('code=c&state=state-1', { proofKey });
  const remembering = nonces === undefined ? context : { ...context, proofNonces: nonces };
  return { outcome: await authorizationCodeGrant(asked, remembering), seen };
}

describe('a key to bind tokens to (O19, L12)', () => {
  test.each([[null], [[]], [['HS256', 'none']]])(
    'is null at a server that lists %j',
    async (listed) => {
      expect(await createProofKey({ ...server, dpopSigningAlgorithms: listed })).toBeNull();
    },
  );

  test.each([null, [], ['RS256'], ['es256']])(
    'is null for an API that accepts %j where the server lists ES256',
    async (accepted) => {
      const listing = { ...server, dpopSigningAlgorithms: ['ES256'] };
      expect(await createProofKey(listing, accepted)).toBeNull();
    },
  );

  test('is for an algorithm that both the server and the API list', async () => {
    const listing = { ...server, dpopSigningAlgorithms: ['ES256', 'ES384'] };
    expect((await createProofKey(listing, ['ES384', 'ES512']))?.alg).toBe('ES384');
    expect((await createProofKey(listing, 'any'))?.alg).toBe('ES256');
  });

  test('is for an algorithm that the server lists', async () => {
    const key = await createProofKey({ ...server, dpopSigningAlgorithms: ['RS256', 'ES384'] });
    expect(key?.alg).toBe('ES384');
  });
});

describe('tokens that were to be bound to a key (H50, O19)', () => {
  test.each([
    ['Bearer', 'proof_refused'],
    ['bearer', 'proof_refused'],
    ['BearerToken', 'proof_refused'],
    [undefined, 'proof_refused'],
    ['mac', 'response_rejected'],
    ['N_A', 'response_rejected'],
  ])('are discarded as %s', async (token_type, code) => {
    const { outcome, seen } = await exchange(json({ ...bound, token_type }));
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code },
    });
    expect(JSON.stringify(outcome)).not.toContain('at-1');
    expect(seen).toHaveLength(1);
  });

  test('are refused where the server does not accept the proof that it asks for', async () => {
    const { outcome } = await exchange(json({ error: 'invalid_dpop_proof' }, 400));
    expect(outcome).toMatchObject({ error: { code: 'proof_refused' } });
  });

  test.each(['DPoP', 'dpop'])('are accepted as %s', async (token_type) => {
    const { outcome } = await exchange(json({ ...bound, token_type }));
    expect(outcome).toMatchObject({ kind: 'ok', value: { tokens: { tokenType: 'dpop' } } });
  });

  test('are discarded at a refresh too, though the refresh token can be kept', async () => {
    const { context } = scripted({
      [server.tokenEndpoint]: json({ ...bound, token_type: 'Bearer' }),
    });
    const { outcome, kept } = await refreshKeeping(refreshRequest({ proofKey }), context);
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { cause: 'token type is not DPoP, which was requested' },
    });
    expect(kept).toEqual(['rt-2']);
  });
});

describe('the proof that goes with a request (O19)', () => {
  test('is signed by the key, for this address and method, without a query', async () => {
    const tokenEndpoint = 'https://as.example/token?tenant=1';
    const { context, seen } = scripted({ [tokenEndpoint]: json(bound) });
    const at = { ...server, tokenEndpoint };
    await authorizationCodeGrant(
      completion('code=c&state=state-1', { server: at, proofKey }),
      context,
    );
    const proof = seen[0]!.headers.get('dpop')!;
    const { header, claims } = decoded(proof);
    expect(header).toMatchObject({ alg: 'ES256', typ: 'dpop+jwt', jwk: { x: proofKey['x'] } });
    expect(header['jwk']).not.toHaveProperty('d');
    expect(claims).toMatchObject({ htm: 'POST', htu: 'https://as.example/token' });
    expect(Math.abs(Number(claims['iat']) - now / 1_000)).toBeLessThanOrEqual(2);
    expect(claims).not.toHaveProperty('nonce');
    expect(claims).not.toHaveProperty('ath');
    const [head, body, signature] = proof.split('.');
    const isOurs = await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      await importPublicKey(proofKey),
      Buffer.from(signature!, 'base64url'),
      Buffer.from(`${head!}.${body!}`),
    );
    expect(isOurs).toBe(true);
  });

  test('is another one each time', async () => {
    const ids = new Set<unknown>();
    for (let turn = 0; turn < 20; turn += 1) {
      const { seen } = await exchange(json(bound));
      ids.add(decoded(seen[0]!.headers.get('dpop')).claims['jti']);
    }
    expect(ids.size).toBe(20);
  });

  test('is not sent with bearer tokens', async () => {
    const { context, seen } = scripted({ [server.tokenEndpoint]: json(tokens) });
    await authorizationCodeGrant(completion('code=c&state=state-1'), context);
    expect(seen[0]!.headers.has('dpop')).toBe(false);
  });

  test('names the access token by its hash where one is used (O21)', async () => {
    const { context, seen } = scripted({ 'https://as.example/me': json({ sub: 'alice' }) });
    const question = { server, client, accessToken: 'at-1', proofKey };
    await fetchUserinfo({ ...question, expectedSubject: null }, context);
    expect((await probeAccessToken(question, context)).kind).toBe('ok');
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from('at-1'));
    for (const { headers } of seen) {
      expect(headers.get('authorization')).toBe('DPoP at-1');
      const { claims } = decoded(headers.get('dpop'));
      expect(claims).toMatchObject({ htm: 'GET', ath: Buffer.from(digest).toString('base64url') });
    }
    expect(seen).toHaveLength(2);
  });
});

describe.each([
  ['a revocation', server.revocationEndpoint!, revokeToken, json({})],
  ['an introspection', server.introspectionEndpoint!, introspectToken, json({ active: true })],
])('the proof that goes with %s (O19)', (_, endpoint, request, answer) => {
  const question = { server, client, token: 'rt-1', hint: 'refresh_token' } as const;

  test('is left out for bearer tokens, and for a key that cannot sign', async () => {
    for (const key of [null, { ...proofKey, d: 'broken' }, { ...proofKey, alg: 'none' }]) {
      const { context, seen } = scripted({ [endpoint]: answer });
      expect((await request({ ...question, proofKey: key }, context)).kind).toBe('ok');
      expect(seen.map(({ headers }) => headers.has('dpop'))).toEqual([false]);
    }
  });

  test('is for this address, and the request stays as it is without one', async () => {
    const { context, seen } = scripted({ [endpoint]: answer });
    await request({ ...question, proofKey: null }, context);
    expect((await request({ ...question, proofKey }, context)).kind).toBe('ok');
    const [plain, proved] = seen.map(({ form, headers }) => {
      return { form: [...form], headers: [...headers].filter(([name]) => name !== 'dpop') };
    });
    expect(proved).toEqual(plain);
    const { header, claims } = decoded(seen[1]!.headers.get('dpop'));
    expect(header).toMatchObject({ typ: 'dpop+jwt', jwk: { x: proofKey['x'] } });
    expect(claims).toMatchObject({ htm: 'POST', htu: endpoint });
    expect(claims).not.toHaveProperty('ath');
  });

  test('is sent once more with the nonce that the server wants', async () => {
    const { context, seen } = scripted({ [endpoint]: [nonceWanted('n-1', 401), answer] });
    expect((await request({ ...question, proofKey }, context)).kind).toBe('ok');
    const proofs = seen.map(({ headers }) => decoded(headers.get('dpop')).claims);
    expect(proofs.map(({ nonce }) => nonce)).toEqual([undefined, 'n-1']);
    expect(proofs[0]!['jti']).not.toBe(proofs[1]!['jti']);
  });
});

describe("the server's nonce (O19)", () => {
  test.each([
    ['in the body', nonceWanted('n-1')],
    [
      'in the challenge',
      new Response('', {
        status: 401,
        headers: { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'n-1' },
      }),
    ],
  ])('requested %s is sent with a second proof', async (_, wanted) => {
    const { outcome, seen } = await exchange([wanted, json(bound)]);
    expect(outcome.kind).toBe('ok');
    const proofs = seen.map((each) => decoded(each.headers.get('dpop')).claims);
    expect(proofs.map(({ nonce }) => nonce)).toEqual([undefined, 'n-1']);
    expect(proofs[0]!['jti']).not.toBe(proofs[1]!['jti']);
    expect(seen.map(({ form }) => form.get('code'))).toEqual(['c', 'c']);
  });

  test('is tried once: a server that always wants another one is refused', async () => {
    const { outcome, seen } = await exchange([nonceWanted('n-1'), nonceWanted('n-2'), json(bound)]);
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'request_refused', serverError: 'use_dpop_nonce' },
    });
    expect(seen).toHaveLength(2);
  });

  test.each([
    ['without a nonce', json({ error: 'use_dpop_nonce' }, 400)],
    ['for another reason', json({ error: 'invalid_grant' }, 400, { 'dpop-nonce': 'n-1' })],
    ['with another status', nonceWanted('n-1', 500)],
  ])('is not sent when it is requested %s', async (_, wanted) => {
    const { outcome, seen } = await exchange([wanted, json(bound)]);
    expect(outcome.kind).not.toBe('ok');
    expect(seen).toHaveLength(1);
  });

  test('is not sent with bearer tokens', async () => {
    const { context, seen } = scripted({
      [server.tokenEndpoint]: [nonceWanted('n'), json(tokens)],
    });
    const outcome = await authorizationCodeGrant(completion('code=c&state=state-1'), context);
    expect(outcome.kind).toBe('rejected_response');
    expect(seen).toHaveLength(1);
  });

  test('is kept for the next request: the latest one, for its own server only', async () => {
    const nonces = new Map([['https://other.example', 'theirs']]);
    await exchange(json(bound, 200, { 'dpop-nonce': 'n-1' }), nonces);
    await exchange(json(bound, 200, { 'dpop-nonce': 'n-2' }), nonces);
    const { seen } = await exchange(json(bound), nonces);
    expect(decoded(seen[0]!.headers.get('dpop')).claims['nonce']).toBe('n-2');
    expect([...nonces]).toEqual([
      ['https://other.example', 'theirs'],
      ['https://as.example', 'n-2'],
    ]);
  });
});

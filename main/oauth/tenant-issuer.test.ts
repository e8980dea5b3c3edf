import { beforeAll, describe, expect, test } from 'vitest';

import {
  client,
  completion,
  createSigner,
  idTokenClaims,
  json,
  refreshRequest,
  refreshTokenGrant,
  scripted,
  server as oneTenant,
  tokens,
  valueOf,
} from '../../testing/scripted-server.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';
import type { AuthorizationServer } from './authorization-server.js';
import { deviceCodeGrant } from './device-authorization-grant.js';
import { serverOfTenant } from './tenant-issuer.js';

const template = 'https://as.example/{tenantid}/v2.0';
const server: AuthorizationServer = { ...oneTenant, issuer: template };
const tenant = '8eaef023-2b34-4da1-9baa-8bc8c9d6a490';
const other = '11111111-2222-3333-4444-555555555555';
const issuerOf = (tid: string) => `https://as.example/${tid}/v2.0`;
const claims = (differences: object = {}) =>
  idTokenClaims({ iss: issuerOf(tenant), tid: tenant, ...differences });

type Signer = Awaited<ReturnType<typeof createSigner>>;
let signer: Signer;
beforeAll(async () => {
  signer = await createSigner();
});

const answering = (idToken: string | undefined) =>
  scripted({
    [server.tokenEndpoint]: json({ ...tokens, id_token: idToken }),
    [oneTenant.jwksUri!]: json({ keys: [signer.publicKey] }),
  });

async function signIn(
  idToken: string | undefined,
  differences: { query?: string; nonce?: string | null; at?: AuthorizationServer } = {},
) {
  const { query = 'code=c&state=state-1', nonce = 'nonce-1', at = server } = differences;
  const { context, seen } = answering(idToken);
  const asked = completion(query, { nonce, server: at });
  return { outcome: await authorizationCodeGrant(asked, context), seen };
}

const refused = { kind: 'rejected_response', error: { code: 'response_rejected' } };

describe('a tenant that is refused', () => {
  test.each([
    ['of the template itself', { iss: template, tid: '{tenantid}' }],
    ['of another tenant than its own', { iss: issuerOf(other) }],
    ['without a tenant', { tid: undefined }],
    ['with a tenant that is not a GUID', { iss: issuerOf('common'), tid: 'common' }],
    ['with a tenant that changes the path', { iss: issuerOf(`../${tenant}`), tid: `../${tenant}` }],
    ['with something after its tenant', { iss: issuerOf(`${tenant}0`), tid: `${tenant}0` }],
    ['with a number for a tenant', { tid: 7 }],
    ['of another host', { iss: `https://evil.example/${tenant}/v2.0` }],
    ['without an issuer', { iss: undefined }],
    ['with a number for an issuer', { iss: 7 }],
  ])('in an ID token %s (H83)', async (_, differences) => {
    const { outcome } = await signIn(await signer.sign(claims(differences)));
    expect(outcome).toMatchObject(refused);
  });

  test('in an ID token that someone else signed: its tenant is not even checked (H82)', async () => {
    const forger = await createSigner();
    const { outcome } = await signIn(await forger.sign(claims({ tid: other })));
    expect(outcome).toMatchObject({
      ...refused,
      error: { cause: 'JWT signature verification failed' },
    });
  });

  test('with the reason, for support (H83)', async () => {
    const { outcome } = await signIn(await signer.sign(claims({ tid: other })));
    expect(outcome).toMatchObject({
      error: { cause: 'the ID token’s issuer is not that of its tenant ("iss", "tid")' },
    });
  });

  test('because there is no ID token to name it (O16)', async () => {
    const { outcome } = await signIn(undefined, { nonce: null });
    expect(outcome).toMatchObject({
      ...refused,
      error: { cause: 'no ID token, so the tenant is unknown' },
    });
  });

  test('because the ID token is not one (O16)', async () => {
    expect((await signIn('what')).outcome).toMatchObject(refused);
  });

  test('where the authorization response named another tenant than the ID token (O4, H13)', async () => {
    const query = `code=c&state=state-1&iss=${issuerOf(other)}`;
    const { outcome } = await signIn(await signer.sign(claims()), { query });
    expect(outcome).toMatchObject(refused);
  });

  test.each([
    ['another server', 'https://evil.example'],
    ['a tenant that is not a GUID', issuerOf('common')],
    ['a tenant of another host', `https://evil.example/${tenant}/v2.0`],
    ['a tenant elsewhere', `${issuerOf(tenant)}/x`],
  ])('where the authorization response names %s, and nothing is sent (O4, H13)', async (_, iss) => {
    const query = `code=c&state=state-1&iss=${encodeURIComponent(iss)}`;
    const { outcome, seen } = await signIn(await signer.sign(claims()), { query });
    expect(outcome).toMatchObject({ error: { code: 'authorization_response_mismatch' } });
    expect(seen).toEqual([]);
  });

  test('at a server with one issuer (H83)', async () => {
    for (const at of [oneTenant, { ...oneTenant, issuer: issuerOf(other) }]) {
      const { outcome } = await signIn(await signer.sign(claims()), { at });
      expect(outcome).toMatchObject(refused);
    }
    const query = `code=c&state=state-1&iss=${issuerOf(tenant)}`;
    const { outcome } = await signIn(await signer.sign(claims()), { query, at: oneTenant });
    expect(outcome).toMatchObject({ error: { code: 'authorization_response_mismatch' } });
  });

  test('at a refresh that names another tenant than the sign-in (H83)', async () => {
    const signedIn = valueOf((await signIn(await signer.sign(claims()))).outcome);
    const { context } = answering(await signer.sign(claims({ iss: issuerOf(other), tid: other })));
    const outcome = await refreshTokenGrant(
      refreshRequest({
        server: serverOfTenant(server, signedIn.idTokenClaims),
        expectedSubject: 'alice',
        idTokenClaimsBefore: signedIn.idTokenClaims,
      }),
      context,
    );
    expect(outcome).toMatchObject(refused);
  });
});

describe('a tenant that the ID token proves', () => {
  test.each([
    ['and the authorization response does not name', ''],
    ['and the authorization response names too', `&iss=${issuerOf(tenant)}`],
    [
      'and the authorization response names by the template, as the metadata does',
      `&iss=${template}`,
    ],
  ])('%s (O4)', async (_, iss) => {
    const query = `code=c&state=state-1${iss}`;
    const { outcome } = await signIn(await signer.sign(claims()), { query });
    expect(valueOf(outcome).idTokenClaims).toMatchObject({ iss: issuerOf(tenant), tid: tenant });
  });

  test('is the issuer of the account and of every refresh from then on', async () => {
    const { outcome } = await signIn(await signer.sign(claims()));
    const pinned = serverOfTenant(server, valueOf(outcome).idTokenClaims);
    expect(pinned).toEqual({ ...server, issuer: issuerOf(tenant) });
    expect(serverOfTenant(oneTenant, { iss: issuerOf(tenant) })).toBe(oneTenant);
    expect(serverOfTenant(server, null)).toBe(server);
  });

  test('in a device authorization too (O17)', async () => {
    const poll = {
      ...{ server, client, deviceCode: 'd', scopes: [], resource: null, proofKey: null },
    };
    const good = answering(await signer.sign(claims()));
    expect(await deviceCodeGrant(poll, good.context)).toMatchObject({ kind: 'ok' });
    const bad = answering(await signer.sign(claims({ tid: other })));
    expect(await deviceCodeGrant(poll, bad.context)).toMatchObject(refused);
  });
});

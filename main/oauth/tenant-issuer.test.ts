import { beforeAll, describe, expect, it } from 'vitest';

import { completeAuthorization } from './authorization-code-grant.js';
import type { AuthorizationServer } from './authorization-server.js';
import { pollDeviceAuthorization } from './device-authorization-grant.js';
import { refreshTokens } from './refresh-token-grant.js';
import {
  client,
  completion,
  createSigner,
  idTokenClaims,
  json,
  scripted,
  server as oneTenant,
  tokens,
  valueOf,
} from '../../testing/scripted-server.js';
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
  return { outcome: await completeAuthorization(asked, context), seen };
}

const refused = { kind: 'rejected_response', failure: { code: 'response_rejected' } };

describe('a tenant that is not believed', () => {
  it.each([
    ['of the template itself', { iss: template, tid: '{tenantid}' }],
    ['of another tenant than its own', { iss: issuerOf(other) }],
    ['without a tenant', { tid: undefined }],
    ['with a tenant that is no GUID', { iss: issuerOf('common'), tid: 'common' }],
    ['with a tenant that leads elsewhere', { iss: issuerOf(`../${tenant}`), tid: `../${tenant}` }],
    ['with something after its tenant', { iss: issuerOf(`${tenant}0`), tid: `${tenant}0` }],
    ['with a number for a tenant', { tid: 7 }],
    ['of another host', { iss: `https://evil.example/${tenant}/v2.0` }],
    ['without an issuer', { iss: undefined }],
    ['with a number for an issuer', { iss: 7 }],
  ])('H83 in an ID token %s', async (_, differences) => {
    const { outcome } = await signIn(await signer.sign(claims(differences)));
    expect(outcome).toMatchObject(refused);
  });

  it('H82 in an ID token that somebody else signed: its tenant is not even looked at', async () => {
    const forger = await createSigner();
    const { outcome } = await signIn(await forger.sign(claims({ tid: other })));
    expect(outcome).toMatchObject({
      ...refused,
      failure: { cause: 'JWT signature verification failed' },
    });
  });

  it('H83 because of what is wrong with it, in words for support', async () => {
    const { outcome } = await signIn(await signer.sign(claims({ tid: other })));
    expect(outcome).toMatchObject({
      failure: { cause: 'the ID token’s issuer is not that of its tenant ("iss", "tid")' },
    });
  });

  it('O16 because there is no ID token to name it', async () => {
    const { outcome } = await signIn(undefined, { nonce: null });
    expect(outcome).toMatchObject({
      ...refused,
      failure: { cause: 'no ID token, so nobody says which tenant it is' },
    });
  });

  it('O16 because what is there is no ID token', async () => {
    expect((await signIn('what')).outcome).toMatchObject(refused);
  });

  it('O4 H13 where the answer named another tenant than the ID token', async () => {
    const query = `code=c&state=state-1&iss=${issuerOf(other)}`;
    const { outcome } = await signIn(await signer.sign(claims()), { query });
    expect(outcome).toMatchObject(refused);
  });

  it.each([
    ['somebody else', 'https://evil.example'],
    ['a tenant that is no GUID', issuerOf('common')],
    ['a tenant of another host', `https://evil.example/${tenant}/v2.0`],
    ['a tenant elsewhere', `${issuerOf(tenant)}/x`],
  ])('O4 H13 where the answer names %s, and nobody is asked', async (_, iss) => {
    const query = `code=c&state=state-1&iss=${encodeURIComponent(iss)}`;
    const { outcome, seen } = await signIn(await signer.sign(claims()), { query });
    expect(outcome).toMatchObject({ failure: { code: 'answer_from_other_service' } });
    expect(seen).toEqual([]);
  });

  it('H83 at a server of one issuer, which no tenant can stand for', async () => {
    for (const at of [oneTenant, { ...oneTenant, issuer: issuerOf(other) }]) {
      const { outcome } = await signIn(await signer.sign(claims()), { at });
      expect(outcome).toMatchObject(refused);
    }
    const query = `code=c&state=state-1&iss=${issuerOf(tenant)}`;
    const { outcome } = await signIn(await signer.sign(claims()), { query, at: oneTenant });
    expect(outcome).toMatchObject({ failure: { code: 'answer_from_other_service' } });
  });

  it('H83 at a refresh that brings another tenant than the one signed in at', async () => {
    const signedIn = valueOf((await signIn(await signer.sign(claims()))).outcome);
    const { context } = answering(await signer.sign(claims({ iss: issuerOf(other), tid: other })));
    const outcome = await refreshTokens(
      {
        server: serverOfTenant(server, signedIn.idTokenClaims),
        client,
        refreshToken: 'rt-1',
        scopesBefore: [],
        expectedSubject: 'alice',
        idTokenClaimsBefore: signedIn.idTokenClaims,
        resource: null,
        proofKey: null,
        keepRefreshToken: () => Promise.resolve(),
      },
      context,
    );
    expect(outcome).toMatchObject(refused);
  });
});

describe('a tenant that its ID token proves', () => {
  it.each([
    ['and the answer does not name', ''],
    ['and the answer names too', `&iss=${issuerOf(tenant)}`],
    ['and the answer names by the template, as the metadata does', `&iss=${template}`],
  ])('O4 %s', async (_, iss) => {
    const query = `code=c&state=state-1${iss}`;
    const { outcome } = await signIn(await signer.sign(claims()), { query });
    expect(valueOf(outcome).idTokenClaims).toMatchObject({ iss: issuerOf(tenant), tid: tenant });
  });

  it('is the issuer from then on, of the account and of every refresh', async () => {
    const { outcome } = await signIn(await signer.sign(claims()));
    const pinned = serverOfTenant(server, valueOf(outcome).idTokenClaims);
    expect(pinned).toEqual({ ...server, issuer: issuerOf(tenant) });
    expect(serverOfTenant(oneTenant, { iss: issuerOf(tenant) })).toBe(oneTenant);
    expect(serverOfTenant(server, null)).toBe(server);
  });

  it('O17 by a code on another device too', async () => {
    const poll = {
      ...{ server, client, deviceCode: 'd', scopes: [], resource: null, proofKey: null },
    };
    const good = answering(await signer.sign(claims()));
    expect(await pollDeviceAuthorization(poll, good.context)).toMatchObject({ kind: 'ok' });
    const bad = answering(await signer.sign(claims({ tid: other })));
    expect(await pollDeviceAuthorization(poll, bad.context)).toMatchObject(refused);
  });
});

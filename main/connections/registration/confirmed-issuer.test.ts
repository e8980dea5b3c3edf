/** Adding a server whose issuer differs from its address, and signing in at it. */
import { beforeAll, expect, test } from 'vitest';

import { createSigner } from '../../../testing/scripted-server.js';
import { createTestSignIn } from '../../../testing/sign-in.js';
import {
  aConnection,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  storeWith,
  tokenResponse,
} from '../../../testing/test-world.js';
import { createBoundedFetch } from '../../oauth/bounded-fetch.js';
import { createCatalogue } from '../../services/catalogue.js';
import { CustomServices } from './custom-services.js';

const origin = 'https://contoso.b2clogin.com';
const policy = `${origin}/contoso.onmicrosoft.com/B2C_1_susi/v2.0`;
const serverAddress = `${policy}/.well-known/openid-configuration`;
const issuer = `${origin}/4c2f1234-0123-4567-7654-123321828afd/v2.0/`;
const form = {
  serverAddress,
  chosenIssuer: null,
  confirmedPrivateHosts: [],
  clientId: 'lanyard',
  clientSecret: '',
  scopes: 'openid',
  method: 'app_link',
  assertion: null,
} as const;

let signer: Awaited<ReturnType<typeof createSigner>>;
beforeAll(async () => {
  signer = await createSigner();
});

async function given() {
  const clock = createTestClock(1_800_000_000_000);
  const claims = { iss: issuer };
  const now = { nonce: '', namedIssuer: issuer };
  const server = createScriptedServer(async ({ url, path }) => {
    const at = clock.now() / 1_000;
    const whose = { ...claims, sub: 'ada', name: 'Ada', aud: 'lanyard', nonce: now.nonce };
    if (url === serverAddress) {
      return json({
        issuer: now.namedIssuer,
        authorization_endpoint: `${policy}/authorize`,
        token_endpoint: `${origin}/token`,
        jwks_uri: `${origin}/jwks`,
        response_types_supported: ['code'],
      });
    }
    if (path === '/jwks') return json({ keys: [signer.publicKey] });
    if (path !== '/token') return new Response('', { status: 404 });
    return tokenResponse({ id_token: await signer.sign({ ...whose, iat: at, exp: at + 300 }) });
  });
  const vault = await openMemoryVault(clock);
  const store = await storeWith(vault, aConnection({ id: 'other', serviceId: 'elsewhere' }));
  const catalogue = createCatalogue([]);
  const customServices = new CustomServices({
    store,
    oauth: { fetch: createBoundedFetch(server.fetch), now: () => clock.now() },
    clientMetadataUrl: null,
    register: () => null,
    async onChange() {
      catalogue.replaceCustom((await vault.recordStore?.services()) ?? []);
    },
  });
  const { signIn, reached } = createTestSignIn({ store, clock, fetch: server.fetch });

  async function signInThere() {
    const added = await customServices.add({ ...form, confirmedIssuer: issuer });
    const id = added.ok && added.value.kind === 'added' ? added.value.serviceId : '';
    const service = catalogue.find(id);
    if (service === null) throw new Error('the service was not added');
    return startAt(service);
  }
  async function startAt(service: Parameters<typeof signIn.start>[0]['service']) {
    const attemptId = signIn.start({ service, connection: null });
    if ((await reached('waiting', 'failed')).phase.kind === 'failed') return reached('failed');
    const link = await signIn.link(attemptId);
    const asked = new URL(link?.kind === 'ok' ? link.value : '').searchParams;
    now.nonce = asked.get('nonce') ?? '';
    signIn.paste(
      attemptId,
      `${asked.get('redirect_uri') ?? ''}?code=c&state=${asked.get('state') ?? ''}`,
    );
    return reached('connected', 'failed');
  }
  const kept = async () => (await vault.recordStore?.services()) ?? [];
  return { customServices, signInThere, kept, store, claims, now };
}

test('nothing is stored before the other name is confirmed (O15, H26, L7)', async () => {
  const world = await given();
  expect(await world.customServices.add(form)).toEqual({
    ok: true,
    value: { kind: 'confirm_issuer', issuer },
  });
  expect(await world.kept()).toEqual([]);
});

test('another name than the confirmed one is refused (O15, H26)', async () => {
  const world = await given();
  const confirmedIssuer = issuer.replace('4c2f', '5555');
  expect(await world.customServices.add({ ...form, confirmedIssuer })).toMatchObject({
    failure: { code: 'server_issuer_mismatch' },
  });
  expect(await world.kept()).toEqual([]);
});

test('a server that changes its name after it was confirmed is refused (O15, H26)', async () => {
  const world = await given();
  await world.customServices.add({ ...form, confirmedIssuer: issuer });
  world.now.namedIssuer = `${origin}/11111111-2222-3333-4444-555555555555/v2.0/`;
  await expect(world.signInThere()).rejects.toThrow('the service was not added');
});

test('a token of another issuer is refused (H63, L7)', async () => {
  const world = await given();
  world.claims.iss = `${policy}/`;
  const { phase } = await world.signInThere();
  expect(phase).toMatchObject({ kind: 'failed', failure: { code: 'response_rejected' } });
});

test('the confirmed name is pinned, and the account belongs to it (L7)', async () => {
  const world = await given();
  expect((await world.signInThere()).phase.kind).toBe('connected');
  expect(await world.kept()).toMatchObject([
    { serverAddress, confirmedIssuer: issuer, name: 'contoso.b2clogin.com' },
  ]);
  const added = world.store.all().find(({ connection }) => connection.id !== 'other');
  expect(added?.connection).toMatchObject({
    server: { issuer },
    account: { issuer, subject: 'ada' },
  });
});

/** Adding an API whose server calls itself by another host of its domain, as at CIAM, and signing in there. */
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

const api = 'https://mcp.contoso.example/mcp';
const named = 'https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0';
const issuer = 'https://4c2f1234-0123.ciamlogin.com/4c2f1234-0123/v2.0';
const form = {
  serverAddress: api,
  chosenIssuer: null,
  confirmedPrivateHosts: [],
  clientId: 'lanyard',
  clientSecret: '',
  scopes: '',
  method: 'local_address',
  assertion: null,
} as const;

let signer: Awaited<ReturnType<typeof createSigner>>;
beforeAll(async () => {
  signer = await createSigner();
});

async function given() {
  const clock = createTestClock(1_800_000_000_000);
  const now = { nonce: '', iss: issuer, trusted: named, ownName: issuer };
  const metadata = (of: string) =>
    json({
      issuer: of,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      scopes_supported: ['openid'],
      code_challenge_methods_supported: ['S256'],
    });
  const server = createScriptedServer(async ({ url, path }) => {
    const at = clock.now() / 1_000;
    const whose = { iss: now.iss, sub: 'ada', name: 'Ada', aud: 'lanyard', nonce: now.nonce };
    switch (url) {
      case 'https://mcp.contoso.example/.well-known/oauth-protected-resource/mcp':
        return json({
          resource: api,
          authorization_servers: [now.trusted],
          scopes_supported: ['openid', 'mcp.read'],
        });
      case `${named}/.well-known/openid-configuration`:
        return metadata(issuer);
      case `${issuer}/.well-known/openid-configuration`:
        return metadata(now.ownName);
      case `${issuer}/jwks`:
        return json({ keys: [signer.publicKey] });
    }
    if (!path.endsWith('/token')) return new Response('', { status: 404 });
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
    const [stored] = (await vault.recordStore?.services()) ?? [];
    const service = catalogue.find(stored?.id ?? '');
    if (service === null) throw new Error('the service was not added');
    const attemptId = signIn.start({ service, connection: null });
    if ((await reached('waiting', 'failed')).phase.kind === 'failed') return reached('failed');
    const link = await signIn.link(attemptId);
    const asked = new URL(link?.kind === 'ok' ? link.value : '').searchParams;
    now.nonce = asked.get('nonce') ?? '';
    const answer = `?code=c&state=${asked.get('state') ?? ''}`;
    signIn.paste(attemptId, `${asked.get('redirect_uri') ?? ''}${answer}`);
    return reached('connected', 'failed');
  }
  const kept = async () => (await vault.recordStore?.services()) ?? [];
  const confirm = () => customServices.add({ ...form, confirmedIssuer: issuer });
  return { customServices, confirm, signInThere, kept, store, now, received: server.received };
}

test('nothing is asked of the other host or stored before its name is confirmed (O15, H26, L7)', async () => {
  const world = await given();
  expect(await world.customServices.add(form)).toEqual({
    ok: true,
    value: { kind: 'confirm_issuer', issuer },
  });
  expect(world.received.filter(({ url }) => url.startsWith(issuer))).toEqual([]);
  expect(await world.kept()).toEqual([]);
});

test('a host that does not call itself so is refused (O15, H26, L7)', async () => {
  const world = await given();
  world.now.ownName = named;
  expect(await world.confirm()).toMatchObject({ failure: { code: 'server_issuer_mismatch' } });
  expect(await world.kept()).toEqual([]);
});

test('an API that names another server after it was confirmed is not followed there (H26, L7)', async () => {
  const world = await given();
  await world.confirm();
  world.now.trusted = 'https://evil.ciamlogin.com/contoso.onmicrosoft.com/v2.0';
  const { phase } = await world.signInThere();
  expect(phase).toMatchObject({ failure: { code: 'server_issuer_mismatch' } });
});

test('a token of another issuer is refused (H63, L7)', async () => {
  const world = await given();
  await world.confirm();
  world.now.iss = named;
  const { phase } = await world.signInThere();
  expect(phase).toMatchObject({ kind: 'failed', failure: { code: 'response_rejected' } });
});

test('the confirmed name is pinned, and the API may go on calling it otherwise (L7)', async () => {
  const world = await given();
  expect(await world.confirm()).toMatchObject({ ok: true, value: { kind: 'added' } });
  expect(await world.kept()).toMatchObject([
    { serverAddress: issuer, issuerOfApi: named, apiAddress: api, resource: api },
  ]);
  expect((await world.signInThere()).phase.kind).toBe('connected');
  const added = world.store.all().find(({ connection }) => connection.id !== 'other');
  expect(added?.connection).toMatchObject({
    server: { issuer },
    resource: api,
    account: { issuer, subject: 'ada' },
  });
});

test('an API that comes to call the server by its own name still has it (L7)', async () => {
  const world = await given();
  await world.confirm();
  world.now.trusted = issuer;
  expect((await world.signInThere()).phase.kind).toBe('connected');
});

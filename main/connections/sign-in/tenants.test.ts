/** Services where each tenant is an issuer of its own, as at Microsoft. */
import { beforeAll, expect, test } from 'vitest';

import { noAssertions } from '../../../testing/assertions.js';
import { createSigner } from '../../../testing/scripted-server.js';
import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  aConnection,
  alwaysAvailable,
  storeWith,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  tokenResponse,
} from '../../../testing/test-world.js';
import { createRequestLimiter } from '../../concurrency/request-limiter.js';
import { RefreshScheduler } from '../refresh/refresh-scheduler.js';
import type { Service } from '../service.js';

const origin = 'https://login.example';
const template = `${origin}/{tenantid}/v2.0`;
const [ours, theirs] = [
  '8eaef023-2b34-4da1-9baa-8bc8c9d6a490',
  '11111111-2222-3333-4444-555555555555',
] as const;
const issuerOf = (tenant: string) => template.replace('{tenantid}', tenant);

const service = aService({
  id: 'microsoft-any',
  name: 'Microsoft',
  source: 'shipped',
  server: { kind: 'discovered', address: `${origin}/common/v2.0`, issuerTemplate: template },
  scopes: ['openid'],
});

type Signer = Awaited<ReturnType<typeof createSigner>>;
let signer: Signer;
beforeAll(async () => {
  signer = await createSigner();
});

async function given(server: Service['server'] = service.server) {
  const clock = createTestClock(1_800_000_000_000);
  let tenant: string = ours;
  let nonce: string | undefined;
  const idToken = () => {
    const at = clock.now() / 1_000;
    const whose = { iss: issuerOf(tenant), tid: tenant, sub: 'ada', name: 'Ada', aud: 'lanyard' };
    return signer.sign({ ...whose, nonce, iat: at, exp: at + 300 });
  };
  const answers = createScriptedServer(async ({ path }) => {
    switch (path) {
      case '/token':
        return tokenResponse({ refresh_token: 'refresh-2', id_token: await idToken() });
      case '/jwks':
        return json({ keys: [signer.publicKey] });
      default:
        return json({
          issuer: template,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          jwks_uri: `${origin}/jwks`,
        });
    }
  });
  const vault = await openMemoryVault(clock);
  const store = await storeWith(vault, aConnection({ id: 'other', serviceId: 'elsewhere' }));
  const parts = { store, clock, fetch: answers.fetch };
  const { signIn, contextFor, reached } = createTestSignIn(parts);

  async function signInAt(whose: string) {
    tenant = whose;
    const id = signIn.start({ service: { ...service, server }, connection: null });
    if ((await reached('waiting', 'failed')).phase.kind === 'failed') return reached('failed');
    const link = await signIn.link(id);
    const asked = new URL(link?.kind === 'ok' ? link.value : '').searchParams;
    nonce = asked.get('nonce') ?? undefined;
    const query = `code=c&state=${asked.get('state') ?? ''}`;
    signIn.paste(id, `app.lanyard.desktop:/callback/microsoft-any?${query}`);
    return reached('connected', 'failed');
  }
  const connections = () =>
    store.all().flatMap(({ connection }) => (connection.id === 'other' ? [] : [connection]));
  const refreshScheduler = new RefreshScheduler({
    store,
    clock,
    contextFor,
    assertions: noAssertions,
    availability: alwaysAvailable(clock),
    random: () => 0.5,
    requestQueue: createRequestLimiter().createQueue(),
  });
  const moveTo = (whose: string) => {
    tenant = whose;
    nonce = undefined;
  };
  return { signInAt, connections, refreshScheduler, moveTo };
}

test('an issuer template that the definition does not name is refused (O15, H26)', async () => {
  const world = await given({ kind: 'discovered', address: `${origin}/common/v2.0` });
  const { phase } = await world.signInAt(ours);
  expect(phase).toMatchObject({ kind: 'failed', failure: { code: 'server_issuer_mismatch' } });
  expect(world.connections()).toEqual([]);
});

test('a refresh that answers with another tenant is refused, and the stored tokens stay (H63)', async () => {
  const world = await given();
  await world.signInAt(ours);
  world.moveTo(theirs);
  const [connection] = world.connections();
  const failure = await world.refreshScheduler.refresh(connection?.id ?? '');
  expect(failure).toMatchObject({ code: 'response_rejected' });
  expect(world.connections()[0]).toMatchObject({ account: { issuer: issuerOf(ours) } });
});

test('the tenant owns the account, and its server refreshes it', async () => {
  const world = await given();
  await world.signInAt(ours);
  const [connection] = world.connections();
  expect(connection).toMatchObject({
    account: { issuer: issuerOf(ours), subject: 'ada' },
    server: { issuer: issuerOf(ours), tokenEndpoint: `${origin}/token` },
  });
  world.moveTo(ours);
  expect(await world.refreshScheduler.refresh(connection?.id ?? '')).toBeNull();
});

test('the same subject is two accounts in two tenants, and one in the same tenant', async () => {
  const world = await given();
  await world.signInAt(ours);
  await world.signInAt(theirs);
  await world.signInAt(ours);
  expect(world.connections().map(({ account }) => account.issuer)).toEqual([
    issuerOf(ours),
    issuerOf(theirs),
  ]);
});

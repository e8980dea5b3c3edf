/** Servers that list DPoP (RFC 9449) and do without it. */
import { expect, test } from 'vitest';

import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  aConnection,
  aServer,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  storeWith,
  tokenResponse,
} from '../../../testing/test-world.js';
import { connectionView } from '../views/connection-view.js';

const server = { ...aServer, dpopSigningAlgorithms: ['ES256'] };
const service = aService({ server: { kind: 'known', server } });

async function given(answer: () => Response) {
  const clock = createTestClock();
  const proofs: boolean[] = [];
  const scripted = createScriptedServer(({ path, headers }) => {
    if (path !== '/token') return json({ sub: 'sub-2', name: 'Grace Hopper' });
    proofs.push(headers.has('dpop'));
    return headers.has('dpop') ? answer() : tokenResponse({ refresh_token: 'refresh-2' });
  });
  const vault = await openMemoryVault(clock);
  const store = await storeWith(vault, aConnection({ id: 'other', serviceId: 'elsewhere' }));
  const { signIn, reached } = createTestSignIn({ store, clock, fetch: scripted.fetch });

  async function finish(id: string) {
    await reached('waiting');
    const link = await signIn.link(id);
    const state = new URL(link?.kind === 'ok' ? link.value : '').searchParams.get('state') ?? '';
    await signIn.receive(`app.lanyard.desktop:/callback/service?code=x&state=${state}`);
    return (await reached('connected', 'failed')).phase;
  }
  const signedIn = () => store.all().find(({ connection }) => connection.id !== 'other');
  return { signIn, finish, proofs, signedIn };
}

test.each([
  ['issues tokens that are not bound', () => tokenResponse({ token_type: 'Bearer' })],
  ['refuses the proof', () => json({ error: 'invalid_dpop_proof' }, 400)],
])(
  'a server that %s is connected without a key at the next try, and from then on (H50, L12)',
  async (_, answer) => {
    const world = await given(answer);
    const id = world.signIn.start({ service, connection: null });
    expect(await world.finish(id)).toMatchObject({
      kind: 'failed',
      failure: { code: 'proof_refused' },
    });
    expect(world.signedIn()).toBeUndefined();

    world.signIn.tryAgain(id);
    expect(await world.finish(id)).toMatchObject({ kind: 'connected' });
    const entry = world.signedIn()!;
    expect(connectionView(entry, true, {}).tokenBinding).toEqual({
      kind: 'offered',
      chosen: false,
    });

    const again = world.signIn.start({ service, connection: entry.connection });
    expect(await world.finish(again)).toMatchObject({ kind: 'connected' });
    expect(world.proofs).toEqual([true, false, false]);
  },
);

import { describe, expect, test } from 'vitest';

import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  aConnection,
  type ReceivedRequest,
  aServer,
  storeWith,
  createScriptedServer,
  createTestClock,
  json,
  openMemoryVault,
  someSecrets,
  tokenResponse,
} from '../../../testing/test-world.js';
import type { Vault } from '../../ports/vault.js';
import { planOfPending } from './pending-plan.js';
import type { SignIn } from './sign-in.js';

const service = aService();
const existing = aConnection();

async function given(
  answer?: (request: ReceivedRequest) => Response | Promise<Response>,
  differently: Parameters<typeof createTestSignIn>[1] = {},
) {
  const clock = createTestClock();
  const server = createScriptedServer(
    answer ??
      (({ path }) =>
        path === '/token'
          ? tokenResponse({ refresh_token: 'refresh-2' })
          : json({ sub: 'sub-2', name: 'Grace Hopper' })),
  );
  const vault = await openMemoryVault(clock);
  const store = await storeWith(vault, existing);
  const start = () =>
    createTestSignIn(
      { store, clock, fetch: server.fetch },
      { planFor: () => ({ service, connection: null }), ...differently },
    );
  return { clock, server, vault, store, start, ...start() };
}

type World = Awaited<ReturnType<typeof given>>;

async function waiting(world: World, connection = null as typeof existing | null) {
  const id = world.signIn.start({ service, connection });
  await world.reached('waiting');
  await untilStored(world.vault, id);
  return { id, state: await stateOf(world.signIn, id) };
}

async function untilStored(vault: Vault, id: string) {
  const stored = await vault.recordStore?.attempts();
  expect(stored?.map((each) => each.id)).toContain(id);
}

async function stateOf(signIn: SignIn, id: string): Promise<string> {
  const link = await signIn.link(id);
  if (link?.kind !== 'ok') throw new Error('the sign-in does not wait for a browser');
  return new URL(link.value).searchParams.get('state') ?? '';
}

const back = (query: string, serviceId = 'service') =>
  `app.lanyard.desktop:/callback/${serviceId}?${query}`;
const tokenCalls = ({ server }: World) => server.received.filter(({ path }) => path === '/token');

describe('ignored, and the sign-in keeps waiting', () => {
  test.each([
    ['an answer without state', 'H2', 'code=x'],
    ['an answer with another state', 'H3', 'code=x&state=other'],
    ['an answer too long to read', 'H9', `code=${'x'.repeat(10_000)}&state=other`],
    ['an answer with a token in it', 'H10', 'access_token=x&state=other'],
  ])('%s (%s)', async (_what, _id, query) => {
    const world = await given();
    const { state } = await waiting(world);
    await world.signIn.receive(back(query));
    expect(world.signIn.views()[0]?.phase.kind).toBe('waiting');
    expect(tokenCalls(world)).toEqual([]);
    await world.signIn.receive(back(`code=x&state=${state}`));
    await world.reached('connected');
  });

  test.each([
    [
      'an error without state (H2)',
      'error=invalid_scope&error_description=Unknown+scope',
      'error_without_state',
      'invalid_scope',
    ],
    [
      'an error of an unknown name (H2)',
      'error=no_such_plan',
      'error_without_state',
      'no_such_plan',
    ],
    [
      'an error whose name could be anything (R13)',
      'error=Call+0900+1234',
      'error_without_state',
      null,
    ],
    [
      'an error whose name could be a token (R13)',
      `error=${'x'.repeat(200)}`,
      'error_without_state',
      null,
    ],
    ['a code without state (H2)', 'code=x', 'answer_without_state', null, 'address_end_missing'],
    ['nothing at all', '', 'answer_without_state', null, 'address_end_missing'],
    ['a code with another state (H3)', 'code=x&state=other', 'address_of_other_sign_in', null],
    [
      'an answer with a token in it (H10)',
      'access_token=x&state=other',
      'answer_without_state',
      null,
    ],
    ['an ill-encoded code', 'code=%E9&state=other', 'answer_without_state', null],
    ['an answer too long to read', `code=${'x'.repeat(10_000)}`, 'answer_too_long', null],
    ['an error too long to read', `error=${'x'.repeat(70_000)}`, 'answer_too_long', null],
  ])('%s is noted where the sign-in waits', async (_, query, code, serverError, pasted = code) => {
    const world = await given();
    const { id } = await waiting(world);
    await world.signIn.receive(back(query));
    const { phase } = await world.reached('waiting');
    expect(phase).toMatchObject({ kind: 'waiting', trouble: { code, serverError } });
    expect(JSON.stringify(phase)).not.toContain('Unknown scope');
    expect(world.signIn.paste(id, back(query))).toMatchObject({ code: pasted, serverError });
    expect(tokenCalls(world)).toEqual([]);
    await world.signIn.openAgain(id);
    expect(world.signIn.views()[0]?.phase).toMatchObject({ trouble: null });
  });

  test('a flood of answers without state changes the note once (R13)', async () => {
    let changes = 0;
    const world = await given(undefined, { onUserReturn: () => (changes += 1_000) });
    await waiting(world);
    const before = JSON.stringify(world.signIn.views());
    await world.signIn.receive(back('error=invalid_scope'));
    const noted = world.signIn.views()[0]?.phase;
    for (let count = 0; count < 100; count += 1) {
      await world.signIn.receive(back(count % 2 === 0 ? 'code=x' : 'error=server_error'));
    }
    expect(world.signIn.views()[0]?.phase).toEqual(noted);
    expect(JSON.stringify(world.signIn.views())).not.toBe(before);
    expect(changes, 'the window stays where it is').toBe(0);
  });

  test('a flood of unusable answers of every kind changes the note a few times at most (R13)', async () => {
    const world = await given();
    await waiting(world);
    const seen = new Set<string>();
    let changes = 0;
    let before = '';
    for (let count = 0; count < 100; count += 1) {
      const queries = ['code=x&state=other', 'code=x', `a=${'x'.repeat(10_000)}`, 'code=%E9'];
      await world.signIn.receive(back(queries[count % queries.length]!));
      const now = JSON.stringify(world.signIn.views());
      if (now !== before) changes += 1;
      before = now;
      seen.add(now);
    }
    expect(changes).toBe(seen.size);
    expect(changes).toBe(3);
  });

  test.each([
    ['at another redirect URI', back('error=invalid_scope', 'other')],
    ['at no redirect URI', 'app.lanyard.desktop:/settings?error=invalid_scope'],
    ['and too long to read, at another', back(`error=${'x'.repeat(10_000)}`, 'other')],
  ])('an error without state %s leaves no note', async (_, address) => {
    const world = await given();
    await waiting(world);
    await world.signIn.receive(address);
    expect(world.signIn.views()[0]?.phase).toMatchObject({ kind: 'waiting', trouble: null });
  });

  test('an error without state leaves no note where two sign-ins wait for one', async () => {
    const world = await given();
    await waiting(world);
    await waiting(world, existing);
    await world.signIn.receive(back('error=invalid_scope'));
    expect(world.signIn.views().map(({ phase }) => phase)).toMatchObject([
      { kind: 'waiting', trouble: null },
      { kind: 'waiting', trouble: null },
    ]);
  });

  test('an answer that no sign-in waits for causes no request (H1)', async () => {
    const world = await given();
    await world.signIn.receive(back('code=x&state=y'));
    expect(world.server.received).toEqual([]);
    expect(world.signIn.views()).toEqual([]);
  });

  test('an answer that has been used (H4)', async () => {
    const world = await given();
    const { state } = await waiting(world);
    const answer = back(`code=x&state=${state}`);
    await Promise.all([world.signIn.receive(answer), world.signIn.receive(answer)]);
    await world.reached('connected');
    await world.signIn.receive(answer);
    expect(tokenCalls(world)).toHaveLength(1);
  });

  test('an answer after ten minutes (H5)', async () => {
    const world = await given();
    const { state } = await waiting(world);
    world.clock.advance(10 * 60_000);
    await world.signIn.receive(back(`code=x&state=${state}`));
    expect(world.signIn.views()[0]?.phase).toMatchObject({
      kind: 'failed',
      failure: { code: 'sign_in_expired' },
    });
    expect(tokenCalls(world)).toEqual([]);
  });

  test('when the browser never comes back, the sign-in ends by itself after ten minutes (H24)', async () => {
    const world = await given();
    const { id } = await waiting(world);
    world.clock.advance(10 * 60_000 - 1);
    expect(world.signIn.views()[0]?.phase.kind).toBe('waiting');
    world.clock.advance(1);
    expect(world.signIn.views()[0]?.phase).toMatchObject({
      kind: 'failed',
      failure: { code: 'sign_in_expired' },
    });
    expect(await world.signIn.link(id)).toBeNull();
    expect(world.server.received).toEqual([]);
  });

  test('an answer to a cancelled sign-in (H5)', async () => {
    const world = await given();
    const { id, state } = await waiting(world);
    await world.signIn.cancel(id);
    await world.signIn.receive(back(`code=x&state=${state}`));
    expect(world.signIn.views()).toEqual([]);
    expect(tokenCalls(world)).toEqual([]);
    expect(await world.vault.recordStore?.attempts()).toEqual([]);
  });
});

describe('refused', () => {
  test('an answer at another service’s redirect URI (H15)', async () => {
    const world = await given();
    const { state } = await waiting(world);
    await world.signIn.receive(back(`code=x&state=${state}`, 'other'));
    await world.reached('failed');
    expect(tokenCalls(world)).toEqual([]);
  });

  test('when the person declines, the sign-in says so and working connections stay as they are (H20)', async () => {
    const world = await given();
    const { state } = await waiting(world);
    await world.signIn.receive(back(`error=access_denied&state=${state}`));
    const { phase } = await world.reached('failed');
    expect(phase).toMatchObject({ failure: { code: 'access_denied' } });
    expect(world.store.all().map(({ connection }) => connection)).toEqual([existing]);
  });

  test('a code the server refuses (H54)', async () => {
    const world = await given(() => json({ error: 'invalid_grant' }, 400));
    const { state } = await waiting(world);
    await world.signIn.receive(back(`code=x&state=${state}`));
    const { phase } = await world.reached('failed');
    expect(phase).toMatchObject({ failure: { code: 'code_refused' } });
  });

  test('a refused prompt is left out at the next try', async () => {
    const world = await given();
    const prompting = { ...service, authorizationParameters: { prompt: 'select_account' } };
    const id = world.signIn.start({ service: prompting, connection: null });
    await world.reached('waiting');
    const prompts = () =>
      world.opened.map((address) => new URL(address).searchParams.get('prompt'));
    const query = `error=invalid_request&error_description=Unknown+prompt&state=${await stateOf(world.signIn, id)}`;
    await world.signIn.receive(back(query));
    const { phase } = await world.reached('failed');
    expect(phase).toMatchObject({ failure: { code: 'prompt_refused' } });
    world.signIn.tryAgain(id);
    await world.until(() => (world.opened.length === 2 ? true : null));
    expect(prompts()).toEqual(['select_account', null]);
  });

  test('a service without a client ID does not open the browser', async () => {
    const world = await given();
    world.signIn.start({ service: { ...service, client: null }, connection: null });
    const { phase } = await world.reached('failed');
    expect(phase).toMatchObject({ failure: { code: 'client_id_missing' } });
    expect(world.opened).toEqual([]);
  });

  test('pasting an address that is not ours, or of another sign-in, shows why in place', async () => {
    const world = await given();
    const { id } = await waiting(world);
    expect(world.signIn.paste(id, 'https://example.org/?code=x')).toMatchObject({
      code: 'address_not_ours',
    });
    expect(world.signIn.paste(id, back('code=x&state=other'))).toMatchObject({
      code: 'address_of_other_sign_in',
    });
    expect(world.signIn.views()[0]?.phase.kind).toBe('waiting');
  });
});

describe('another account than expected', () => {
  test('signing in again as somebody else keeps the working tokens and asks the person (H25)', async () => {
    const world = await given();
    const { id, state } = await waiting(world, existing);
    await world.signIn.receive(back(`code=x&state=${state}`));
    const { phase } = await world.reached('other_account');
    expect(phase).toMatchObject({
      expected: { name: 'Ada Lovelace' },
      actual: { name: 'Grace Hopper' },
    });
    expect(await world.store.recordStore().secrets(existing.id)).toEqual(someSecrets());

    await world.signIn.keepAsNew(id);
    await world.reached('connected');
    expect(world.store.all().map(({ connection }) => connection.account.name)).toEqual([
      'Ada Lovelace',
      'Grace Hopper',
    ]);
    expect(await world.store.recordStore().secrets(existing.id)).toEqual(someSecrets());
  });

  test('"Add as new" clicked twice makes one connection, not two with the same refresh token (O13)', async () => {
    const world = await given(({ path }) =>
      path === '/token' ? tokenResponse() : json({ sub: 'sub-2', name: 'Grace Hopper' }),
    );
    const { id, state } = await waiting(world, existing);
    await world.signIn.receive(back(`code=x&state=${state}`));
    await world.reached('other_account');
    await Promise.all([world.signIn.keepAsNew(id), world.signIn.keepAsNew(id)]);
    expect(world.store.all()).toHaveLength(2);
  });

  test('adding the same account once more updates its connection and says so', async () => {
    const world = await given(({ path }) =>
      path === '/token' ? tokenResponse() : json({ sub: 'sub-1', name: 'Ada Lovelace' }),
    );
    const { state } = await waiting(world);
    await world.signIn.receive(back(`code=x&state=${state}`));
    const { phase } = await world.reached('connected');
    expect(phase).toMatchObject({ connectionId: existing.id, merged: true });
    expect(world.store.all()).toHaveLength(1);
  });
});

describe('connected', () => {
  test('the authorization request opens the person’s browser once, and goes nowhere else (O1)', async () => {
    const world = await given();
    const { id, state } = await waiting(world);
    const link = await world.signIn.link(id);
    expect(world.opened).toEqual([link?.kind === 'ok' ? link.value : '']);
    expect(world.opened[0]).toContain(`${aServer.authorizationEndpoint}?`);
    await world.signIn.receive(back(`code=x&state=${state}`));
    await world.reached('connected');
    expect(world.opened).toHaveLength(1);
    expect(world.server.received.map(({ path }) => path)).toEqual(['/token', '/userinfo']);
  });

  test('the browser’s answer becomes stored tokens and ends the attempt', async () => {
    const world = await given();
    const { state } = await waiting(world);
    expect(world.opened).toHaveLength(1);
    await world.signIn.receive(back(`code=x&state=${state}`));
    const { phase } = await world.reached('connected');
    if (phase.kind !== 'connected') throw new Error('not connected');
    const { tokens } = await world.store.recordStore().secrets(phase.connectionId);
    expect(tokens).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-2' });
    expect(await world.vault.recordStore?.attempts()).toEqual([]);
  });

  test('a label given during a new sign-in stays', async () => {
    const world = await given(async ({ path }) => {
      if (path === '/token') return tokenResponse({ refresh_token: 'refresh-2' });
      const connection = { ...existing, ownLabel: 'Work' };
      await world.store.commit([{ kind: 'put_connection', connection }]);
      return json({ sub: 'sub-1', name: 'Ada Lovelace' });
    });
    const { state } = await waiting(world, existing);
    await world.signIn.receive(back(`code=x&state=${state}`));
    await world.reached('connected');
    expect(world.store.get(existing.id)?.connection.ownLabel).toBe('Work');
    expect((await world.store.recordStore().secrets(existing.id)).tokens.refreshToken).toBe(
      'refresh-2',
    );
  });

  test('cold start: an answer that comes after the app was closed still completes the sign-in', async () => {
    const world = await given();
    const { state } = await waiting(world);
    world.signIn.stop();
    const next = world.start();
    await next.signIn.resume();
    await next.signIn.receive(back(`code=x&state=${state}`));
    await next.reached('connected');
  });

  test('started over after a restart, a sign-in asks for the permissions that the user chose', async () => {
    const world = await given(undefined, {
      planFor: (pending) => planOfPending(pending, { find: () => service }, world.store),
    });
    const chosen = { service, connection: null, chosenScopes: ['notes.write'] };
    const id = world.signIn.start(chosen);
    await world.reached('waiting');
    await untilStored(world.vault, id);
    world.signIn.stop();
    const next = world.start();
    await next.signIn.resume();
    next.signIn.tryAgain(id);
    await next.reached('waiting');
    const link = await next.signIn.link(id);
    expect(link).toMatchObject({ value: expect.stringContaining('scope=notes.write&') as string });
  });

  test('a hundred sign-ins at once are not mixed up (H19)', async () => {
    const world = await given(({ path, form, headers }) =>
      path === '/token'
        ? json({ access_token: form.get('code'), token_type: 'Bearer' })
        : json({ sub: headers.get('authorization')?.replace('Bearer code', 'sub'), name: 'N' }),
    );
    const ids = Array.from({ length: 100 }, (_, index) =>
      world.signIn.start({ service: { ...service, id: `service-${index}` }, connection: null }),
    );
    await world.until(
      () => world.signIn.views().every(({ phase }) => phase.kind === 'waiting') || null,
    );
    const answers = await Promise.all(
      ids.map(async (id, index) => {
        const state = await stateOf(world.signIn, id);
        return back(`code=code-${index}&state=${state}`, `service-${index}`);
      }),
    );
    await Promise.all(answers.reverse().map((answer) => world.signIn.receive(answer)));
    const subjects = world.store
      .all()
      .filter(({ connection }) => connection.id !== existing.id)
      .map(({ connection }) => [connection.serviceId, connection.account.subject]);
    expect(subjects).toHaveLength(100);
    for (const [serviceId, subject] of subjects) {
      expect(subject).toBe(serviceId?.replace('service', 'sub'));
    }
  });

  test('a second sign-in at the same service replaces the first', async () => {
    const world = await given();
    await waiting(world);
    const { id } = await waiting(world);
    expect(world.signIn.views().map((view) => view.id)).toEqual([id]);
  });
});

describe('a message for an administrator', () => {
  test('does not exist before anything was requested, nor for an unknown sign-in', async () => {
    const world = await given();
    const id = world.signIn.start({ service, connection: null });
    expect(world.signIn.adminRequest(id)).toBeNull();
    expect(world.signIn.adminRequest('none')).toBeNull();
  });

  test('lists what this sign-in requested, and no secret', async () => {
    const world = await given();
    const { id, state } = await waiting(world);
    await world.signIn.receive(back(`error=consent_required&state=${state}`));
    await world.reached('failed');
    const message = world.signIn.adminRequest(id);
    expect(message).toContain('notes.read');
    expect(message).toContain('lanyard');
    expect(message).not.toContain(state);
  });

  test('missing consent to an administrator’s permission is shown as theirs to give', async () => {
    const world = await given();
    const notes = {
      name: 'notes.read',
      description: null,
      risk: null,
      adminOnly: true,
      isDefault: true,
      isNeeded: false,
    };
    const id = world.signIn.start({
      service: { ...service, scopeOptions: [notes] },
      connection: null,
    });
    await world.reached('waiting');
    const state = await stateOf(world.signIn, id);
    const description = encodeURIComponent(
      'AADSTS65001: The user or administrator has not consented',
    );
    await world.signIn.receive(
      back(`error=consent_required&error_description=${description}&state=${state}`),
    );
    const { phase } = await world.reached('failed');
    expect(phase).toMatchObject({ failure: { code: 'admin_consent_needed' } });
  });
});

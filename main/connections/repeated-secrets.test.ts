/** A server that repeats every secret it knows, against all of Lanyard but its window (N1). */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { EchoServer } from '../../testing/hostile/echo-server.js';
import { newDirectory } from '../../testing/new-directory.js';
import { createTestCore, serviceId } from '../../testing/test-core.js';
import { aServer, createTestClock, someSecrets } from '../../testing/test-world.js';
import { vaultIn } from '../../testing/vault.js';

const typed = 'kD3-typed-client-secret-9Qz';
const startedAt = 1_800_000_000_000;

function coreIn(
  directory: string,
  server: EchoServer,
  clock = createTestClock(startedAt),
  clientSecret = typed,
) {
  const events: string[] = [];
  const lanyard = createTestCore({
    clock,
    random: () => 0.5,
    secrets: someSecrets({ issuedAt: clock.now(), expiresAt: clock.now() + 3_600_000 }),
    clientSecret,
    token: () => new Response(),
    fetch: async (input, init) => server.handle(new Request(input, init)),
    vault: vaultIn(directory),
    onEvent: (event, payload) => events.push(`${event} ${JSON.stringify(payload)}`),
  });
  return { ...lanyard, clock, shown: () => events.join('\n') };
}

/** With one service of that server; a connection to another is there already. */
async function given(clientSecret = typed) {
  const clock = createTestClock(startedAt);
  const server = new EchoServer({ issuer: aServer.issuer, now: () => clock.now() });
  const directory = await newDirectory();
  const lanyard = coreIn(directory, server, clock, clientSecret);
  const { core } = lanyard;
  await lanyard.start();
  const [stored] = await core.store.recordStore().services();
  if (stored?.kind !== 'address') throw new Error('there is no service');
  const service = { ...stored, scopes: ['openid', 'profile'] };
  await core.store.commit([{ kind: 'put_service', service }]);
  core.catalogue.replaceCustom([service]);

  /** As the browser that is sent back at once. */
  async function answer(): Promise<void> {
    const link = await vi.waitFor(async () => {
      const [attempt] = core.signIn.views().filter(({ phase }) => phase.kind === 'waiting');
      const found = await core.signIn.link(attempt?.id ?? '');
      if (found?.kind !== 'ok') throw new Error('it does not wait');
      return found.value;
    });
    const response = await server.handle(new Request(link));
    core.receive(response.headers.get('location') ?? '');
  }
  async function connect(): Promise<string> {
    await lanyard.waiting();
    await answer();
    const ended = await vi.waitFor(() => {
      const found = phases().find(({ kind }) => kind === 'connected' || kind === 'failed');
      if (!found) throw new Error('it goes on');
      return found;
    });
    if (ended.kind !== 'connected') throw new Error(JSON.stringify(ended));
    return ended.connectionId;
  }
  /** Begins to sign in again at the connection. */
  function signInAgain(connectionId: string): void {
    const connection = core.store.get(connectionId)?.connection;
    const found = core.catalogue.find(serviceId);
    if (!connection || !found) throw new Error('it is gone');
    core.signIn.start({ service: found, connection });
  }
  const phases = () => core.signIn.views().map(({ phase }) => phase);
  return { ...lanyard, clock, directory, server, answer, connect, signInAgain, phases };
}

async function textOf(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((each) => each.isFile());
  const texts = files.map((each) => readFile(join(each.parentPath, each.name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

/** Those that the text repeats, each with what is around it. */
function heldIn(text: string, traces: readonly string[]): readonly string[] {
  return traces.flatMap((trace) => {
    const at = text.indexOf(trace);
    return at === -1 ? [] : [`${trace} in ${text.slice(Math.max(0, at - 80), at + 40)}`];
  });
}

test('whatever it writes them into, no secret is sent to the window or readable on the disk (N1)', async () => {
  const { core, server, clock, directory, shown, ...lanyard } = await given();
  const id = await lanyard.connect();
  await core.details.watch(id);
  await core.details.introspect(id);
  expect(await core.refreshScheduler.refresh(id)).toBeNull();
  await core.details.introspect(id);

  server.refuses = true;
  clock.advance(60_000);
  expect(await core.refreshScheduler.refresh(id)).not.toBeNull();
  await core.details.introspect(id);
  lanyard.signInAgain(id);
  await lanyard.answer();
  await vi.waitFor(() => expect(lanyard.phases().map(({ kind }) => kind)).toContain('failed'));
  expect(await core.disconnector.disconnect(id)).toBeNull();
  await core.disconnector.whenIdle();
  await core.details.watch(id);

  expect(shown(), 'the account is shown').toContain('Ada');
  expect(shown(), 'the claims are shown').toContain('"roles"');
  expect(shown(), 'the answer about the token is shown').toContain('"answered"');
  expect(shown(), 'the refusals are shown').toContain('HTTP 400');
  expect(server.secrets).toEqual(expect.arrayContaining([typed]));
  expect(server.secrets.length).toBeGreaterThan(8);
  expect(heldIn(shown(), server.traces)).toEqual([]);
  expect(heldIn(await textOf(directory), server.traces)).toEqual([]);
  await core.stop();
  expect(heldIn(await textOf(directory), server.traces)).toEqual([]);
});

test('it is recognized by its account all the same, and connected once only (N1)', async () => {
  const { core, connect } = await given();
  const id = await connect();
  expect(await connect()).toBe(id);
  expect(core.store.get(id)?.connection).toMatchObject({
    account: { subject: 'ada' },
    scopesGranted: ['openid', 'profile'],
    server: { scopesSupported: ['openid', 'profile'] },
  });
  await core.stop();
});

test('words of the protocol and scopes of the user stay, though a made-up secret has them (N1)', async () => {
  const { core, connect } = await given('client_secret_basic-authorization_code-profile');
  await connect();
  // Signing in again is where the server could repeat what it learned the first time.
  const id = await connect();
  expect(core.store.get(id)?.connection).toMatchObject({
    scopesRequested: ['openid', 'profile'],
    server: {
      clientAuthenticationMethods: expect.arrayContaining(['client_secret_basic']) as unknown,
      grantTypesSupported: expect.arrayContaining(['authorization_code']) as unknown,
    },
  });
  await core.stop();
});

test('an account whose identifier is a part of a secret is recognized, and not readable (N1)', async () => {
  const { core, connect, server, directory, shown } = await given();
  server.subject = typed.slice(-10);
  const id = await connect();
  expect(await connect()).toBe(id);
  await core.details.watch(id);
  expect(await core.refreshScheduler.refresh(id)).toBeNull();
  await core.stop();
  expect(heldIn(shown(), [server.subject])).toEqual([]);
  expect(heldIn(await textOf(directory), [server.subject])).toEqual([]);
});

test('metadata with a part of a secret in an address ends the sign-in (N1)', async () => {
  const { core, connect, server, shown, signInAgain, phases } = await given();
  const id = await connect();
  server.repeatsInAddresses = true;
  signInAgain(id);
  await vi.waitFor(() =>
    expect(phases()).toContainEqual({
      kind: 'failed',
      failure: expect.objectContaining({ code: 'server_metadata_invalid' }) as unknown,
    }),
  );
  expect(heldIn(shown(), server.traces)).toEqual([]);
  await core.stop();
});

test('after a restart its answers are still filtered (N1)', async () => {
  const { core, connect, server, directory } = await given();
  const id = await connect();
  const { tokens } = await core.store.recordStore().secrets(id);
  await core.stop();

  const again = coreIn(directory, server, createTestClock(startedAt + 100_000));
  await again.core.start();
  await vi.waitFor(() => expect(again.core.store.get(id)).not.toBeNull());
  await again.core.details.watch(id);
  await again.core.details.introspect(id);
  expect(again.shown()).toContain('"answered"');
  const mine = [tokens.accessToken, tokens.refreshToken ?? '', typed];
  expect(heldIn(again.shown(), mine)).toEqual([]);
  await again.core.stop();
});

test('after a restart, what was used up before it is still recognized (N1)', async () => {
  const { core, connect, server, directory } = await given();
  const id = await connect();
  expect(await core.refreshScheduler.refresh(id)).toBeNull();
  await connect();
  // The signatures of proofs, which are 86 characters, are good for one request.
  const before = server.secrets.filter((each) => each.length !== 86);
  await core.stop();

  const again = coreIn(directory, server, createTestClock(startedAt + 100_000));
  await again.core.start();
  await vi.waitFor(() => expect(again.core.store.get(id)).not.toBeNull());
  await again.core.details.watch(id);
  await again.core.details.introspect(id);
  expect(again.shown()).toContain('"answered"');
  expect(before.length).toBeGreaterThan(8);
  expect(heldIn(again.shown(), before)).toEqual([]);
  await again.core.stop();
});

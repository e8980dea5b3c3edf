import { createServer, type Server } from 'node:net';

import { expect, test } from 'vitest';

import { aService, createTestSignIn } from '../../../testing/sign-in.js';
import {
  createScriptedServer,
  createTestClock,
  openMemoryVault,
  storeWith,
  tokenResponse,
} from '../../../testing/test-world.js';
import type { PeerUser } from '../../oauth/peer-user.js';

async function given(respond = () => tokenResponse()) {
  const clock = createTestClock();
  const server = createScriptedServer(respond);
  const vault = await openMemoryVault(clock);
  const parts = { store: await storeWith(vault), clock, fetch: server.fetch };
  let peer: PeerUser = 'same_user';
  const answeredBy = (user: PeerUser) => (peer = user);
  const peerUsers = { userOf: () => Promise.resolve(peer) };
  return { clock, server, vault, parts, answeredBy, ...createTestSignIn(parts, { peerUsers }) };
}
const service = aService({ signInMethod: 'local_address' });

/** The right answer, as anyone can make it who reads the link that the browser was opened with. */
function answerTo(link: string): string {
  const request = new URL(link).searchParams;
  const answer = new URL(request.get('redirect_uri') ?? '');
  answer.searchParams.set('code', 'c');
  answer.searchParams.set('state', request.get('state') ?? '');
  return answer.href;
}

test('an answer of another user is named, asks no server and ends nothing (N2)', async () => {
  const world = await given();
  world.signIn.start({ service, connection: null });
  await world.reached('waiting');
  const answer = answerTo(world.opened[0] ?? '');
  world.answeredBy('another_user');
  expect((await fetch(answer, { redirect: 'manual' })).status).toBe(404);
  const { phase } = world.signIn.views()[0]!;
  expect(phase).toMatchObject({ kind: 'waiting', trouble: { code: 'answer_by_another_user' } });
  expect(world.server.received).toEqual([]);

  world.answeredBy('same_user');
  await fetch(answer);
  await world.reached('connected');
});

test('where the system does not tell whose program answers, the answer is taken (N2)', async () => {
  const world = await given();
  world.signIn.start({ service, connection: null });
  await world.reached('waiting');
  world.answeredBy('unknown');
  await fetch(answerTo(world.opened[0] ?? ''));
  await world.reached('connected');
});

/** The heading of the page in the browser. */
async function lastPage(answer: string): Promise<string | undefined> {
  const page = await (await fetch(answer)).text();
  return /<h1>.*<span>(.*)<\/span><\/h1>/.exec(page)?.[1];
}

test('the last page in the browser tells that the account is connected', async () => {
  const world = await given();
  world.signIn.start({ service, connection: null });
  await world.reached('waiting');
  expect(await lastPage(answerTo(world.opened[0] ?? ''))).toBe('You are connected');
  await world.reached('connected');
});

test('the last page in the browser tells that the user did not allow access (H20)', async () => {
  const world = await given();
  world.signIn.start({ service, connection: null });
  await world.reached('waiting');
  const answer = answerTo(world.opened[0] ?? '').replace('code=c', 'error=access_denied');
  expect(await lastPage(answer)).toBe('You did not allow access');
  await world.reached('failed');
});

test('the last page in the browser claims nothing where the sign-in fails after all', async () => {
  const world = await given(() => Response.json({ error: 'server_error' }, { status: 500 }));
  world.signIn.start({ service, connection: null });
  await world.reached('waiting');
  expect(await lastPage(answerTo(world.opened[0] ?? ''))).toBe('That did not work');
  await world.reached('failed');
});

test('the last page in the browser tells that an answer belongs to no sign-in, and the wait goes on (H1)', async () => {
  const world = await given();
  world.signIn.start({ service, connection: null });
  await world.reached('waiting');
  const answer = answerTo(world.opened[0] ?? '');
  expect(await lastPage(`${answer}x`)).toBe('This does not fit');
  expect(await lastPage(answer)).toBe('You are connected');
});

test('wrong answers by the hundred leave the address open for the real one (N3)', async () => {
  const world = await given();
  world.signIn.start({ service, connection: null });
  await world.reached('waiting');
  const answer = answerTo(world.opened[0] ?? '');
  for (let count = 0; count < 100; count += 1) {
    await fetch(`${answer}${String(count)}`, { redirect: 'manual' });
  }
  await fetch(answer);
  await world.reached('connected');
});

test('an answer of 40,000 characters is reported as too long, and the page is shown', async () => {
  const world = await given();
  world.signIn.start({ service, connection: null });
  await world.reached('waiting');
  const answer = answerTo(world.opened[0] ?? '');
  const page = await fetch(`${answer}&more=${'x'.repeat(40_000)}`);
  expect(new URL(page.url).pathname).toBe('/done');
  const { phase } = world.signIn.views()[0]!;
  expect(phase).toMatchObject({ kind: 'waiting', trouble: { code: 'answer_too_long' } });
  expect(world.server.received).toEqual([]);
  await fetch(answer);
  await world.reached('connected');
});

test('after a restart, a sign-in whose port is taken says that the browser cannot come back (N3)', async () => {
  const before = await given();
  before.signIn.start({ service, connection: null });
  await before.reached('waiting');
  const { port } = new URL(answerTo(before.opened[0] ?? ''));
  before.signIn.stop();
  const holder = await holdPort(Number(port));

  const after = createTestSignIn(before.parts);
  await after.signIn.resume();
  const { phase } = after.signIn.views()[0]!;
  expect(phase).toMatchObject({ kind: 'waiting', trouble: { code: 'redirect_not_possible' } });
  after.signIn.stop();
  holder.close();
});

/** Takes the port once its last owner has let it go. */
async function holdPort(port: number): Promise<Server> {
  for (;;) {
    const server = createServer();
    const isHeld = await new Promise<boolean>((resolve) => {
      server.once('error', () => {
        resolve(false);
      });
      server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
        resolve(true);
      });
    });
    if (isHeld) return server;
  }
}

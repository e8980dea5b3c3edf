/**
 * Process of the campaign kills.ts: the app without window and operating system, in which a user adds,
 * refreshes, renames and removes connections as fast as possible.
 *
 * Arguments: the vault's folder, the server's address, the subjects (separated by commas), a seed, and
 * whether to begin with all of them connected. Longer than 250 lines because the app and its user share
 * one process.
 */
import { writeSync } from 'node:fs';

import type { Core } from '../../main/connections/core.js';
import { createCore } from '../../main/connections/core.js';
import { nothingKnown, type Service } from '../../main/connections/service.js';
import { createBoundedFetch } from '../../main/oauth/bounded-fetch.js';
import type { Clock } from '../../main/ports/clock.js';
import { createRequestHandlers } from '../../main/requests/request-handlers.js';
import { noAssertionFiles } from '../../testing/assertions.js';
import {
  aServer,
  noAdjuster,
  regionAtRest,
  settingsAtRest,
  testRequestPorts,
} from '../../testing/test-world.js';
import { vaultIn } from '../../testing/vault.js';
import { randomFrom } from '../campaign.js';
import { type Act, type Found, lifeHeader, type Line } from './kills-oracle.js';

const [, , directory = '', address = '', names = '', seed = '', fill] = process.argv;
const subjects = names.split(',');
const random = randomFrom(Number(seed));
/** Parallel actions. */
const hands = 4;

const say = (line: Line) => void writeSync(1, `${JSON.stringify(line)}\n`);

const server = {
  ...aServer,
  issuer: address,
  authorizationEndpoint: `${address}/authorize`,
  tokenEndpoint: `${address}/token`,
  userinfoEndpoint: `${address}/userinfo`,
  revocationEndpoint: null,
  introspectionEndpoint: null,
  jwksUri: null,
};

/** One service per subject, so that all sign-ins can run at the same time. */
const serviceOf = (subject: string): Service => ({
  ...nothingKnown,
  id: subject,
  name: subject,
  source: 'file',
  server: { kind: 'known', server },
  client: { clientId: 'lanyard', clientSecret: null },
  scopes: ['notes.read'],
  scopeDescriptions: {},
  authorizationParameters: { login: subject },
  signInMethod: 'app_link',
  accountPage: null,
});

/** The last refresh token of each subject, by the grant that requested it. */
const lastToken = {
  authorization_code: new Map<string, string>(),
  refresh_token: new Map<string, string>(),
};
/** Resolves once the state at the start is printed; no request is sent before. */
let reported: () => void = () => undefined;
const stateReported = new Promise<void>((done) => (reported = done));

const fetchAndNote: typeof fetch = async (input, init) => {
  await stateReported;
  const headers = new Headers(init?.headers);
  headers.set(lifeHeader, seed);
  const response = await fetch(input, { ...init, headers });
  const body = await response.clone().text();
  const token = /"refresh_token":"(refresh\.([^.]+)\.\d+)"/.exec(body);
  const grant =
    new URLSearchParams(init?.body as URLSearchParams).get('grant_type') === 'refresh_token'
      ? 'refresh_token'
      : 'authorization_code';
  if (token?.[1] && token[2]) lastToken[grant].set(token[2], token[1]);
  return response;
};

/** Expected sign-ins by the attempt's ID; one of an earlier process may complete meanwhile. */
const awaited = new Map<string, () => void>();
const clock: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return { cancel: () => clearTimeout(timer) };
  },
};
const core = createCore({
  vault: vaultIn(directory),
  assertionFiles: noAssertionFiles,
  catalogue: {
    find: serviceOf,
    replaceCustom: () => undefined,
    register: () => null,
    nameOf: ({ name }) => name,
    view: () => ({ services: [], problems: [] }),
  },
  clock,
  oauth: { fetch: createBoundedFetch(fetchAndNote), now: Date.now },
  adjuster: noAdjuster,
  userAgent: {
    async open(url) {
      const response = await fetch(url, { redirect: 'manual' });
      core.receive(response.headers.get('location') ?? '');
      return null;
    },
  },
  userPresence: { confirm: () => Promise.resolve(true) },
  linkScheme: { isOurs: () => Promise.resolve(true) },
  peerUsers: { userOf: () => Promise.resolve('same_user') },
  systemState: {
    isOnline: () => true,
    onChange: () => undefined,
    watchForUnlock: () => () => undefined,
    idleSeconds: () => 0,
    reportsScreenLock: true,
    isScreenLocked: () => false,
  },
  settings: settingsAtRest,
  region: regionAtRest,
  restart: () => undefined,
  random: () => random.next(),
  onUserReturn: () => undefined,
  window: {
    isOpen: () => true,
    emit(event) {
      if (event === 'vaultChanged') void begin();
      if (event !== 'attemptsChanged') return;
      tellThoseWaiting();
    },
  },
});
const handlers = createRequestHandlers(core, testRequestPorts(clock));

function tellThoseWaiting(): void {
  for (const { id, phase } of core.signIn.views()) {
    if (phase.kind === 'connected' || phase.kind === 'failed') awaited.get(id)?.();
  }
}

let begun = false;
async function begin(): Promise<void> {
  if (core.vault.view.kind !== 'open') say({ kind: 'not_open', view: core.vault.view });
  if (core.vault.view.kind !== 'open' || begun) return;
  begun = true;
  const found = await Promise.all(core.store.all().map((entry) => whatIsThere(core, entry)));
  const { user, system } = process.cpuUsage();
  const took = { ms: performance.now(), cpuMs: (user + system) / 1000 };
  // Node's first request takes so long that kills would interrupt nothing else.
  await fetch(`${address}/nothing`).catch(() => undefined);
  say({ kind: 'started', ...took, found });
  reported();
  if (fill === 'fill') {
    for (const subject of subjects) await signIn('add', subject);
    process.exit(0);
  }
  for (let hand = 0; hand < hands; hand++) void workOn();
}

async function whatIsThere(
  { store }: Core,
  { connection, secretsReadable }: ReturnType<Core['store']['all']>[number],
): Promise<Found> {
  const { account, ownLabel: label, standing } = connection;
  try {
    const { tokens } = await store.recordStore().secrets(connection.id);
    const token = tokens.refreshToken;
    const trouble = !secretsReadable
      ? 'listed as unreadable'
      : standing.kind === 'active'
        ? null
        : JSON.stringify(standing);
    return { subject: account.subject, label, token, trouble };
  } catch (error) {
    return { subject: account.subject, label, token: null, trouble: String(error) };
  }
}

const busy = new Set<string>();
async function workOn(): Promise<never> {
  for (;;) {
    const subject = random.pick(subjects.filter((each) => !busy.has(each)));
    busy.add(subject);
    await actOn(subject);
    busy.delete(subject);
  }
}

const idOf = (subject: string) =>
  core.store.all().find(({ connection }) => connection.account.subject === subject)?.connection.id;

async function actOn(subject: string): Promise<void> {
  const connectionId = idOf(subject);
  if (connectionId === undefined) return signIn('add', subject);
  const chance = random.below(20);
  if (chance < 2) {
    say({ kind: 'begin', act: 'remove', subject });
    tellOf('remove', subject, await handlers.removeConnection({ connectionId }));
    return;
  }
  if (chance < 4) return signIn('sign_in_again', subject);
  if (chance < 8) {
    const label = random.below(5) === 0 ? '' : `Label ${random.below(1_000_000)}`;
    say({ kind: 'begin', act: 'rename', subject, label });
    tellOf('rename', subject, await handlers.renameConnection({ connectionId, label }));
    return;
  }
  say({ kind: 'begin', act: 'refresh', subject });
  const failure = await core.refreshScheduler.refresh(connectionId);
  tellOf('refresh', subject, failure ? { ok: false, failure } : { ok: true });
}

function tellOf(
  act: Act,
  subject: string,
  result: { ok: true } | { ok: false; failure: { code: string } },
): void {
  if (!result.ok) {
    say({ kind: 'refused', act, code: result.failure.code });
    return;
  }
  const token = tokenFrom(act, subject);
  say({ kind: 'done', act, subject, ...(token === undefined ? {} : { token }) });
}

function tokenFrom(act: Act, subject: string): string | undefined {
  switch (act) {
    case 'add':
    case 'sign_in_again':
      return lastToken.authorization_code.get(subject);
    case 'refresh':
      return lastToken.refresh_token.get(subject);
    case 'rename':
    case 'remove':
      return undefined;
  }
}

function newestAttemptAt(service: string): string {
  const attempt = core.signIn.views().findLast(({ serviceId }) => serviceId === service);
  if (!attempt) throw new Error(`no sign-in at ${service}`);
  return attempt.id;
}

async function signIn(act: 'add' | 'sign_in_again', subject: string): Promise<void> {
  say({ kind: 'begin', act, subject });
  const connectionId = idOf(subject);
  const accepted =
    connectionId === undefined
      ? await handlers.addConnection({ serviceId: subject })
      : await handlers.signInAgain({ connectionId });
  if (!accepted.ok) {
    tellOf(act, subject, accepted);
    return;
  }
  const attemptId = newestAttemptAt(subject);
  const ended = new Promise<void>((done) => awaited.set(attemptId, done));
  tellThoseWaiting();
  await ended;
  awaited.delete(attemptId);
  const phase = core.signIn.views().find(({ id }) => id === attemptId)?.phase;
  await handlers.closeAttempt({ attemptId });
  if (phase?.kind === 'connected') {
    tellOf(act, subject, { ok: true });
    return;
  }
  const failure = phase?.kind === 'failed' ? phase.failure : { code: 'ended otherwise' };
  tellOf(act, subject, { ok: false, failure });
}

await core.start();

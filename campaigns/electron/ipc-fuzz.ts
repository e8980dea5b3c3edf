/**
 * Sends arbitrary values to the IPC guard, from any caller, as far as structured clone lets them
 * through (R12).
 */
import fc from 'fast-check';

import { type RequestName, requestNames } from '../../ipc/contract.js';
import { failure } from '../../ipc/failure.js';
import { schemas } from '../../ipc/schemas.js';
import { type Caller, createGuard } from '../../main/electron/ipc-guard.js';
import { createRequestHandlers } from '../../main/requests/request-handlers.js';
import { createTestCore } from '../../testing/test-core.js';
import { createTestClock, someSecrets, tokenResponse } from '../../testing/test-world.js';
import { type Campaign, type CampaignReport } from '../campaign.js';
import { anything, marker, mutations, validRequests } from './every-request.js';

const floodSize = 1_000;
/** A world gets no more requests than this: what they change in it adds up. */
const requestsPerWorld = 250;
/** A request without a reply after this long hangs, ms by the computer's own clock. */
const replyLimitMs = 180_000;

export const campaign: Campaign = {
  id: 'R12',
  title: 'Arbitrary requests from the window get typed errors only',
  unit: 'requests',
  sizes: {
    test: 100 * requestNames.length,
    quick: 1_000 * requestNames.length,
    full: 100_000 * requestNames.length,
  },
  async run(size, report) {
    const unhandled = () => report.lose('an unhandled rejection');
    process.on('unhandledRejection', unhandled);
    try {
      const perRequest = Math.ceil(size / requestNames.length);
      for (const name of requestNames) {
        for (let done = 0; done < perRequest; done += requestsPerWorld) {
          await fuzzOneWorld(name, Math.min(requestsPerWorld, perRequest - done), report);
        }
      }
      await flood(report);
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.off('unhandledRejection', unhandled);
    }
    if (Object.keys(Object.prototype).length > 0) report.lose('every object has a new member');
  },
};

const contents = { id: 1 };
const frame = (url: string) => {
  const top: { url: string; top?: unknown } = { url };
  top.top = top;
  return top;
};
const caller = (changes: object = {}) =>
  ({
    sender: contents,
    senderFrame: frame('app://main/index.html'),
    ...changes,
  }) as unknown as Caller;
const ourWindow = caller();
const otherCallers = [
  caller({ senderFrame: null }),
  caller({ senderFrame: { url: 'app://main/index.html', top: frame('app://main/') } }),
  caller({ senderFrame: frame('https://example.org/') }),
  caller({ senderFrame: frame('app://main.evil/index.html') }),
  caller({ senderFrame: frame('not an address') }),
  caller({ senderFrame: frame('') }),
  caller({ sender: { id: 1 } }),
];

async function createWorld(report: CampaignReport, check: SecretCheck) {
  const clock = createTestClock(1_000_000_000);
  const lanyard = createTestCore({
    clock,
    random: () => report.random.next(),
    secrets: {
      ...someSecrets({
        accessToken: `${marker}-access`,
        refreshToken: `${marker}-refresh`,
        issuedAt: clock.now(),
        expiresAt: clock.now() + 3_600_000,
      }),
      authentication: { kind: 'client_secret_basic', clientSecret: `${marker}-client` },
    },
    clientSecret: `${marker}-own`,
    token: () =>
      tokenResponse({ access_token: `${marker}-access-2`, refresh_token: `${marker}-refresh-2` }),
    onEvent: (event, payload) => check(JSON.stringify(payload), event),
  });
  await lanyard.start();
  const { attemptId } = await lanyard.waiting();
  const isKnown = (sender: unknown) => sender === contents;
  const guard = createGuard(createRequestHandlers(lanyard.core, lanyard.ports), isKnown, {
    take: () => Promise.resolve(true),
    giveBack: () => undefined,
  });
  const attempts = (await lanyard.core.vault.recordStore?.attempts()) ?? [];
  const secrets = attempts.flatMap((pending) =>
    pending.kind === 'browser' ? [pending.state, pending.codeVerifier] : [],
  );
  return { lanyard, guard, secrets, valid: validRequests(attemptId) };
}

type World = Awaited<ReturnType<typeof createWorld>>;

type SecretCheck = (text: string, where: string) => void;

/** Reports text that holds a secret. */
function createSecretCheck(report: CampaignReport, when: () => string) {
  const secrets = [marker];
  const check: SecretCheck = (text, where) => {
    if (secrets.some((secret) => text.includes(secret))) {
      report.lose(`a secret in ${where}, ${when()}`);
    }
  };
  return { check, add: (more: readonly string[]) => void secrets.push(...more) };
}

async function fuzzOneWorld(
  name: RequestName,
  count: number,
  report: CampaignReport,
): Promise<void> {
  let mutation = '';
  const { check, add } = createSecretCheck(report, () => `${name} with ${mutation}`);
  const world = await createWorld(report, check);
  add(world.secrets);
  const tries = fc.sample(
    fc.tuple(fc.constantFrom(...Object.keys(mutations)), anything, fc.nat(100)),
    {
      numRuns: count,
      seed: report.random.below(2 ** 31),
    },
  );
  for (const [key, value, which] of tries) {
    mutation = key;
    const isOurWindow = report.random.below(8) !== 0;
    const from = isOurWindow ? ourWindow : report.random.pick(otherCallers);
    const request = cloned(mutations[key]?.(world.valid[name], value, which), report);
    await sendOne(world, { name, from, request, isOurWindow, mutation }, check, report);
    report.tried();
  }
  await world.lanyard.core.stop();
}

interface SentRequest {
  readonly name: RequestName;
  readonly from: Caller;
  readonly isOurWindow: boolean;
  readonly request: unknown;
  readonly mutation: string;
}

async function sendOne(
  { guard, lanyard }: World,
  { name, from, request, isOurWindow, mutation }: SentRequest,
  check: SecretCheck,
  report: CampaignReport,
): Promise<void> {
  const lose = (what: string) => report.lose(`${name} with ${mutation}: ${what}`);
  const before = lanyard.commits();
  const reply = await inTime(guard(name, from, request)).catch((error: unknown) => {
    lose(error instanceof Error ? `threw ${error.name}` : 'threw');
    return null;
  });
  if (!reply) return;
  const mustBeRefused = !isOurWindow || !fits(name, request);
  if (reply.ok) {
    if (mustBeRefused) lose('accepted');
    report.count('accepted');
    await lanyard.quiet();
  } else {
    const { code } = reply.failure;
    report.count(mustBeRefused ? 'refused by the guard' : 'refused by the handler');
    if (!failure.safeParse(reply.failure).success) lose('a failure with an unknown code');
    if (code === 'unexpected') lose(`unexpected: ${reply.failure.cause}`);
    if (mustBeRefused && code !== 'invalid_request') lose(`refused as ${code}`);
    if (mustBeRefused && lanyard.commits() !== before) lose('refused, yet something was written');
    if (!mustBeRefused) await lanyard.quiet();
  }
  // A recovery phrase is made to be shown and crosses only in its own reply.
  check(JSON.stringify(structuredClone(reply)), 'the reply');
}

/** A value on which the schema throws does not fit. */
function fits(name: RequestName, request: unknown): boolean {
  try {
    return schemas[name].safeParse(request).success;
  } catch {
    return false;
  }
}

/** The request as it arrives in main; what cannot be cloned never leaves the window. */
function cloned(request: unknown, report: CampaignReport): unknown {
  try {
    return structuredClone(request);
  } catch {
    report.count('refused by structured clone');
    return undefined;
  }
}

async function inTime<T>(reply: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no reply')), replyLimitMs);
  });
  try {
    return await Promise.race([reply, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Sends a thousand at once, of all kinds: each gets a reply. */
async function flood(report: CampaignReport): Promise<void> {
  const { check } = createSecretCheck(report, () => 'in a flood');
  const { guard, lanyard, valid } = await createWorld(report, check);
  const times: number[] = [];
  const requests = Array.from({ length: floodSize }, () => {
    const name = report.random.pick(requestNames);
    const mutate = report.random.pick(Object.values(mutations));
    return { name, request: cloned(mutate(valid[name], 7, report.random.below(100)), report) };
  });
  await Promise.all(
    requests.map(async ({ name, request }) => {
      const sentAt = performance.now();
      const reply = await inTime(guard(name, ourWindow, request)).catch(() => null);
      times.push(performance.now() - sentAt);
      if (!reply) report.lose(`no reply to ${name} in a flood`);
      check(JSON.stringify(reply), `the reply to ${name}`);
    }),
  );
  times.sort((a, b) => a - b);
  report.most(
    'p99 of a reply among 1,000 at once, ms',
    times[Math.floor(times.length * 0.99)] ?? 0,
  );
  await lanyard.core.stop();
}

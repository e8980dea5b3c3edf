/** Anything at all is asked through the window's door, by anyone, as structured clone lets it through (R12). */
import fc from 'fast-check';

import { type RequestChannel, requestChannels } from '../../ipc/channels.js';
import { requests } from '../../ipc/contract.js';
import { failure } from '../../ipc/failure.js';
import { type Campaign, type CampaignReport } from '../campaign.js';
import { createRequestHandlers } from '../../main/requests/request-handlers.js';
import { createTestCore } from '../../testing/whole-lanyard.js';
import { createTestClock, someSecrets, tokenResponse } from '../../testing/test-world.js';
import { type Caller, createGuard } from '../../main/electron/ipc-guard.js';
import { anything, bends, fitting, marker } from './every-request.js';

const floodSize = 1_000;
/** One world is not asked more often: what it was talked into adds up. */
const perWorld = 250;
/** By the computer's own clock, ms. */
const givenUpAfter = 20_000;

export const campaign: Campaign = {
  id: 'R12',
  title: 'Anything at all sent through the window’s door: typed errors only',
  unit: 'requests',
  sizes: {
    test: 100 * requestChannels.length,
    quick: 1_000 * requestChannels.length,
    full: 100_000 * requestChannels.length,
  },
  async run(size, report) {
    const unhandled = () => report.lose('a rejection that nobody handled');
    process.on('unhandledRejection', unhandled);
    try {
      const perChannel = Math.ceil(size / requestChannels.length);
      for (const channel of requestChannels) {
        for (let done = 0; done < perChannel; done += perWorld) {
          await askOneWorld(channel, Math.min(perWorld, perChannel - done), report);
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
const caller = (differently: object = {}) =>
  ({
    sender: contents,
    senderFrame: frame('app://main/index.html'),
    ...differently,
  }) as unknown as Caller;
const ourWindow = caller();
const strangers = [
  caller({ senderFrame: null }),
  caller({ senderFrame: { url: 'app://main/index.html', top: frame('app://main/') } }),
  caller({ senderFrame: frame('https://example.org/') }),
  caller({ senderFrame: frame('app://main.evil/index.html') }),
  caller({ senderFrame: frame('not an address') }),
  caller({ senderFrame: frame('') }),
  caller({ sender: { id: 1 } }),
];

async function world(report: CampaignReport, secretsToldOf: (text: string, where: string) => void) {
  const clock = createTestClock(1_000_000_000);
  const whole = createTestCore({
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
    onEvent: (channel, payload) => secretsToldOf(JSON.stringify(payload), channel),
  });
  await whole.start();
  const { attemptId } = await whole.waiting();
  const isKnown = (sender: unknown) => sender === contents;
  const door = createGuard(createRequestHandlers(whole.core, whole.ports), isKnown);
  const attempts = (await whole.core.vault.recordStore?.attempts()) ?? [];
  const inside = attempts.flatMap((one) =>
    one.kind === 'browser' ? [one.state, one.codeVerifier] : [],
  );
  return { whole, door, inside, good: fitting(attemptId) };
}

type World = Awaited<ReturnType<typeof world>>;

function watchFor(report: CampaignReport, what: () => string) {
  const secrets = [marker];
  return {
    alsoFor: (more: readonly string[]) => void secrets.push(...more),
    look: (text: string, where: string) => {
      if (secrets.some((secret) => text.includes(secret))) {
        report.lose(`a secret in ${where}, ${what()}`);
      }
    },
  };
}

async function askOneWorld(
  channel: RequestChannel,
  count: number,
  report: CampaignReport,
): Promise<void> {
  let how = '';
  const watch = watchFor(report, () => `${channel} asked with ${how}`);
  const here = await world(report, watch.look);
  watch.alsoFor(here.inside);
  const tries = fc.sample(fc.tuple(fc.constantFrom(...Object.keys(bends)), anything, fc.nat(100)), {
    numRuns: count,
    seed: report.random.below(2 ** 31),
  });
  for (const [name, value, which] of tries) {
    how = name;
    const stranger = report.random.below(8) === 0;
    const by = stranger ? report.random.pick(strangers) : ourWindow;
    const request = crossed(bends[name]?.(here.good[channel], value, which), report);
    await askOnce(here, { channel, by, request, stranger }, watch.look, how, report);
    report.tried();
  }
  await here.whole.core.stop();
}

interface Question {
  readonly channel: RequestChannel;
  readonly by: Caller;
  readonly request: unknown;
  readonly stranger: boolean;
}

async function askOnce(
  { door, whole }: World,
  { channel, by, request, stranger }: Question,
  look: (text: string, where: string) => void,
  how: string,
  report: CampaignReport,
): Promise<void> {
  const lose = (what: string) => report.lose(`${channel} asked with ${how}: ${what}`);
  const before = whole.commits();
  const reply = await inTime(door(channel, by, request)).catch((error: unknown) => {
    lose(error instanceof Error ? `threw ${error.name}` : 'threw');
    return null;
  });
  if (!reply) return;
  const isRefused = stranger || !fits(channel, request);
  if (reply.ok) {
    if (isRefused) lose('it was done');
    report.count('done');
    await whole.quiet();
  } else {
    const { code } = reply.failure;
    report.count(isRefused ? 'refused at the door' : 'refused for a reason');
    if (!failure.safeParse(reply.failure).success) lose('a failure of no known kind');
    if (code === 'unexpected') lose(`unforeseen: ${reply.failure.cause}`);
    if (isRefused && code !== 'invalid_request') lose(`not refused but ${code}`);
    if (isRefused && whole.commits() !== before) lose('refused, and yet something was written');
    if (!isRefused) await whole.quiet();
  }
  // A recovery phrase is made to be shown: its own reply is the one place it crosses.
  look(JSON.stringify(structuredClone(reply)), 'the reply');
}

/** What a schema cannot even look at does not fit. */
function fits(channel: RequestChannel, request: unknown): boolean {
  try {
    return requests[channel].safeParse(request).success;
  } catch {
    return false;
  }
}

/** As it arrives on our side of the border; what cannot be cloned never leaves the window. */
function crossed(request: unknown, report: CampaignReport): unknown {
  try {
    return structuredClone(request);
  } catch {
    report.count('not let through by structured clone');
    return undefined;
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), givenUpAfter);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A thousand at once, of all kinds: each is answered. */
async function flood(report: CampaignReport): Promise<void> {
  const watch = watchFor(report, () => 'in a flood');
  const here = await world(report, watch.look);
  const times: number[] = [];
  const names = Object.values(bends);
  const questions = Array.from({ length: floodSize }, () => {
    const channel = report.random.pick(requestChannels);
    const bent = report.random.pick(names)(here.good[channel], 7, report.random.below(100));
    return { channel, request: crossed(bent, report) };
  });
  await Promise.all(
    questions.map(async ({ channel, request }) => {
      const asked = performance.now();
      const reply = await inTime(here.door(channel, ourWindow, request)).catch(() => null);
      times.push(performance.now() - asked);
      if (!reply) report.lose(`no answer from ${channel} in a flood`);
      watch.look(JSON.stringify(reply), `the reply of ${channel}`);
    }),
  );
  times.sort((a, b) => a - b);
  report.most(
    'p99 of a reply among 1,000 at once, ms',
    times[Math.floor(times.length * 0.99)] ?? 0,
  );
  await here.whole.core.stop();
}

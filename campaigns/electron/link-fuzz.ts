/**
 * Anything at all comes as a link of our scheme, by every way the operating system has, a hundred a
 * second: while nobody waits, while a sign-in waits, and before the app has come up (R13).
 */
import { EventEmitter } from 'node:events';

import type { App } from 'electron';

import { type Campaign, type CampaignReport } from '../campaign.js';
import { createTestCore, foundAgain, type TestCoreOptions } from '../../testing/whole-lanyard.js';
import { linkScheme as scheme } from '../../main/oauth/link-scheme.js';
import {
  createTestClock,
  someSecrets,
  type TestClock,
  tokenResponse,
} from '../../testing/test-world.js';
import { report as reportUnforeseen } from '../../main/electron/uncaught-errors.js';
import { linkInArgv, onOpenUrl, onSecondInstance } from '../../main/electron/incoming-links.js';
import { answerFor, marker, strayLink } from './link-grammar.js';

const second = 1_000;
/** ms. */
const betweenLinks = 10;
const linksInARow = 100;
const leastBetweenComingForward = 5 * second;

export const campaign: Campaign = {
  id: 'R13',
  title: 'Anything at all sent as a link: no request without a sign-in that waits',
  unit: 'links',
  sizes: { test: 300, quick: 5_000, full: 1_000_000 },
  async run(size, report) {
    const said = listenToOutput();
    const unhandled = () => report.lose('a rejection that nobody handled');
    process.on('unhandledRejection', unhandled);
    try {
      for (let sent = 0; sent < size; sent += 4 * linksInARow) {
        await whileNobodyWaits(report);
        await whileASignInWaits(report);
        await beforeItHasComeUp(report);
        if (said.take().includes(marker)) report.lose('a code or state was written out');
      }
    } finally {
      process.off('unhandledRejection', unhandled);
      said.stop();
    }
  },
};

/** Everything this process writes while the campaign runs. */
function listenToOutput() {
  let text = '';
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write.bind(stream));
  streams.forEach((stream, index) => {
    stream.write = ((...given: Parameters<typeof stream.write>) => {
      text += String(given[0]);
      return writes[index]?.(...given) ?? true;
    }) as typeof stream.write;
  });
  return {
    take() {
      const taken = text;
      text = '';
      return taken;
    },
    stop: () => streams.forEach((stream, index) => Object.assign(stream, { write: writes[index] })),
  };
}

interface Guard {
  readonly whole: ReturnType<typeof createTestCore>;
  readonly send: (link: string) => void;
  /** Sends one that is to arrive. */
  readonly answer: (link: string) => void;
  /** When the window came before the person, ms. */
  readonly cameForward: readonly number[];
}

/** As application.ts joins them. */
function openDoor(
  clock: TestClock,
  report: CampaignReport,
  vault?: TestCoreOptions['vault'],
): Guard {
  const { random } = report;
  const cameForward: number[] = [];
  const forward = () => void cameForward.push(clock.now());
  const whole = createTestCore({
    clock,
    random: () => random.next(),
    secrets: someSecrets({ issuedAt: clock.now(), expiresAt: clock.now() + 3_600 * second }),
    clientSecret: null,
    token: () => tokenResponse({ refresh_token: 'refresh-2' }),
    subject: 'sub-2',
    answered: forward,
    told(channel, payload) {
      if (JSON.stringify(payload).includes(marker)) report.lose(`a code or state in ${channel}`);
    },
    ...(vault && { vault }),
  });
  const app = new EventEmitter();
  const receive = (address: string) => whole.core.receive(address);
  onOpenUrl(app as unknown as App, receive);
  onSecondInstance(app as unknown as App, { onLink: receive, onStart: forward });
  const ways: readonly ((link: string) => void)[] = [
    (link) => app.emit('open-url', { preventDefault: () => undefined }, link),
    (link) => app.emit('second-instance', {}, ['lanyard', '--allow-file-access-from-files', link]),
    (link) => {
      const cold = linkInArgv(['lanyard', link]);
      if (cold !== null) receive(cold);
    },
  ];
  const twice = (link: string) => app.emit('second-instance', {}, ['lanyard', '--', link, link]);
  const answer = (link: string) => random.pick(ways)(link);
  const send = (link: string) => {
    // Another scheme is no link of ours: no system starts us with it. It may be pasted all the same.
    if (link.toLowerCase().startsWith(`${scheme}:`)) random.pick([...ways, twice])(link);
    else receive(link);
  };
  return { whole, cameForward, send, answer };
}

async function flood(
  { send, whole }: Guard,
  clock: TestClock,
  state: string,
  report: CampaignReport,
): Promise<void> {
  for (let sent = 0; sent < linksInARow; sent += 1) {
    const link = strayLink(state, report.random);
    // Who knows the state of the sign-in is no stranger.
    if (!knows(link, state)) {
      try {
        send(link);
      } catch (error) {
        reportUnforeseen(error);
        report.lose('a link made it throw');
      }
    }
    clock.advance(betweenLinks);
    report.tried();
  }
  await whole.quiet();
}

/** Also with blanks around it, as addresses are pasted. */
const knows = (link: string, state: string) =>
  new URLSearchParams(
    link
      .trim()
      .replace(/^[^?]*\?/, '')
      .replace(/#.*$/s, ''),
  ).get('state') === state;

async function whileNobodyWaits(report: CampaignReport): Promise<void> {
  const clock = createTestClock(1_000_000 * second);
  const door = openDoor(clock, report);
  await door.whole.start();
  await flood(door, clock, `${marker}-state`, report);
  ignored(door, 'nobody waits', report);
  await door.whole.core.stop();
}

async function whileASignInWaits(report: CampaignReport): Promise<void> {
  const clock = createTestClock(1_000_000 * second);
  const door = openDoor(clock, report);
  await door.whole.start();
  const { state } = await door.whole.waiting();
  await flood(door, clock, state, report);
  ignored(door, 'a sign-in waits', report);
  door.answer(answerFor(state));
  await finished(door, 'a sign-in waits', report);
  await flood(door, clock, state, report);
  if (door.whole.tokenCalls() !== 1) report.lose('a link after a sign-in made a request');
  await door.whole.core.stop();
}

/** The answer itself starts the app, or comes in the middle of many others while it comes up. */
async function beforeItHasComeUp(report: CampaignReport): Promise<void> {
  const clock = createTestClock(1_000_000 * second);
  const before = openDoor(clock, report);
  await before.whole.start();
  const { state } = await before.whole.waiting();
  const door = openDoor(clock, report, foundAgain(before.whole.vault));
  door.answer(answerFor(state));
  await flood(door, clock, state, report);
  ignored(door, 'the app comes up', report);
  await door.whole.core.start();
  await finished(door, 'the app comes up', report);
  await door.whole.core.stop();
  await before.whole.core.stop();
}

function ignored({ whole, cameForward }: Guard, when: string, report: CampaignReport): void {
  if (whole.tokenCalls() > 0) report.lose(`a token request while ${when}`);
  if (cameForward.length > 0) report.lose(`the window came forward while ${when}`);
}

async function finished(
  { whole, cameForward }: Guard,
  when: string,
  report: CampaignReport,
): Promise<void> {
  const isOver = () => {
    const kind = whole.core.signIn.views().at(-1)?.phase.kind;
    return kind === 'connected' || kind === 'failed';
  };
  for (let turn = 0; turn < 200 && !isOver(); turn += 1) await whole.quiet();
  const attempt = whole.core.signIn.views().at(-1);
  if (attempt?.phase.kind !== 'connected') {
    report.lose(`the sign-in did not finish though its answer came while ${when}`);
  } else report.count('sign-ins finished all the same');
  if (whole.tokenCalls() !== 1) report.lose(`${whole.tokenCalls()} token requests while ${when}`);
  const tooSoon = cameForward.some(
    (time, index) => time - (cameForward[index - 1] ?? -Infinity) < leastBetweenComingForward,
  );
  if (cameForward.length !== 1 || tooSoon) {
    report.lose(`the window came forward ${cameForward.length} times while ${when}`);
  }
}

/**
 * Fuzzes links of our scheme, delivered in every way the operating system has, a hundred a second:
 * without a sign-in, during one, and before the app has started (R13).
 */
import { EventEmitter } from 'node:events';

import type { App } from 'electron';

import { linkInArgv, onOpenUrl, onSecondInstance } from '../../main/electron/incoming-links.js';
import { createErrorReporter } from '../../main/electron/uncaught-errors.js';
import { linkScheme as scheme } from '../../main/oauth/link-scheme.js';
import { closedAgain, createTestCore, type TestCoreOptions } from '../../testing/test-core.js';
import {
  createTestClock,
  someSecrets,
  type TestClock,
  tokenResponse,
} from '../../testing/test-world.js';
import { type Campaign, type CampaignReport } from '../campaign.js';
import { callbackFor, marker, unsolicitedLink } from './link-grammar.js';

const reportUncaught = createErrorReporter((text) => process.stderr.write(text));
const second = 1_000;
const linkIntervalMs = 10;
const linksPerFlood = 100;
const minimumBetweenShowsMs = 5 * second;

export const campaign: Campaign = {
  id: 'R13',
  title: 'No link makes a request without a pending sign-in',
  unit: 'links',
  sizes: { test: 300, quick: 5_000, full: 1_000_000 },
  async run(size, report) {
    const output = captureOutput();
    const unhandled = () => report.lose('an unhandled rejection');
    process.on('unhandledRejection', unhandled);
    try {
      for (let sent = 0; sent < size; sent += 4 * linksPerFlood) {
        await withoutSignIn(report);
        await duringSignIn(report);
        await beforeStart(report);
        if (output.take().includes(marker)) report.lose('a code or state was logged');
      }
    } finally {
      process.off('unhandledRejection', unhandled);
      output.stop();
    }
  },
};

/** Everything this process writes while the campaign runs. */
function captureOutput() {
  let text = '';
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write.bind(stream));
  streams.forEach((stream, index) => {
    stream.write = ((...args: Parameters<typeof stream.write>) => {
      text += String(args[0]);
      return writes[index]?.(...args) ?? true;
    }) as typeof stream.write;
  });
  return {
    take() {
      const captured = text;
      text = '';
      return captured;
    },
    stop: () => streams.forEach((stream, index) => Object.assign(stream, { write: writes[index] })),
  };
}

interface LinkEntry {
  readonly testCore: ReturnType<typeof createTestCore>;
  readonly send: (link: string) => void;
  /** Sends a link that must arrive. */
  readonly deliver: (link: string) => void;
  /** Times at which the window was shown, ms. */
  readonly shownAt: readonly number[];
}

/** Connects the link handlers as main.ts and application.ts do. */
function connectLinks(
  clock: TestClock,
  report: CampaignReport,
  vault?: TestCoreOptions['vault'],
): LinkEntry {
  const { random } = report;
  const shownAt: number[] = [];
  const showWindow = () => void shownAt.push(clock.now());
  const whole = createTestCore({
    clock,
    random: () => random.next(),
    secrets: someSecrets({ issuedAt: clock.now(), expiresAt: clock.now() + 3_600 * second }),
    clientSecret: null,
    token: () => tokenResponse({ refresh_token: 'refresh-2' }),
    subject: 'sub-2',
    onUserReturn: showWindow,
    onEvent(channel, payload) {
      if (JSON.stringify(payload).includes(marker)) report.lose(`a code or state in ${channel}`);
    },
    ...(vault && { vault }),
  });
  const app = new EventEmitter();
  const handleLink = (link: string) => whole.core.receive(link);
  onOpenUrl(app as unknown as App, handleLink);
  onSecondInstance(app as unknown as App, { onLink: handleLink, onStart: showWindow });
  const deliveries: readonly ((link: string) => void)[] = [
    (link) => app.emit('open-url', { preventDefault: () => undefined }, link),
    (link) => app.emit('second-instance', {}, ['lanyard', '--allow-file-access-from-files', link]),
    (link) => {
      const launchLink = linkInArgv(['lanyard', link]);
      if (launchLink !== null) handleLink(launchLink);
    },
  ];
  const twice = (link: string) => app.emit('second-instance', {}, ['lanyard', '--', link, link]);
  const deliver = (link: string) => random.pick(deliveries)(link);
  const send = (link: string) => {
    // No system delivers another scheme to us, but users may paste it.
    if (link.toLowerCase().startsWith(`${scheme}:`)) random.pick([...deliveries, twice])(link);
    else handleLink(link);
  };
  return { testCore: whole, shownAt, send, deliver };
}

async function flood(
  { send, testCore }: LinkEntry,
  clock: TestClock,
  state: string,
  report: CampaignReport,
): Promise<void> {
  for (let sent = 0; sent < linksPerFlood; sent += 1) {
    const link = unsolicitedLink(state, report.random);
    // A link with the right state is a real callback.
    if (!knows(link, state)) {
      try {
        send(link);
      } catch (error) {
        reportUncaught(error);
        report.lose('a link caused an exception');
      }
    }
    clock.advance(linkIntervalMs);
    report.tried();
  }
  await testCore.quiet();
}

/** Trims the link first, as pasting does. */
const knows = (link: string, state: string) =>
  new URLSearchParams(
    link
      .trim()
      .replace(/^[^?]*\?/, '')
      .replace(/#.*$/s, ''),
  ).get('state') === state;

async function withoutSignIn(report: CampaignReport): Promise<void> {
  const clock = createTestClock(1_000_000 * second);
  const entry = connectLinks(clock, report);
  await entry.testCore.start();
  await flood(entry, clock, `${marker}-state`, report);
  expectIgnored(entry, 'no sign-in is pending', report);
  await entry.testCore.core.stop();
}

async function duringSignIn(report: CampaignReport): Promise<void> {
  const clock = createTestClock(1_000_000 * second);
  const entry = connectLinks(clock, report);
  await entry.testCore.start();
  const { state } = await entry.testCore.waiting();
  await flood(entry, clock, state, report);
  expectIgnored(entry, 'a sign-in is pending', report);
  entry.deliver(callbackFor(state));
  await expectFinished(entry, 'a sign-in is pending', report);
  await flood(entry, clock, state, report);
  if (entry.testCore.tokenCalls() !== 1) report.lose('a link after a sign-in made a request');
  await entry.testCore.core.stop();
}

/** The callback starts the app, or arrives among many other links while it starts. */
async function beforeStart(report: CampaignReport): Promise<void> {
  const clock = createTestClock(1_000_000 * second);
  const before = connectLinks(clock, report);
  await before.testCore.start();
  const { state } = await before.testCore.waiting();
  const entry = connectLinks(clock, report, closedAgain(before.testCore.vault));
  entry.deliver(callbackFor(state));
  await flood(entry, clock, state, report);
  expectIgnored(entry, 'the app starts', report);
  await entry.testCore.core.start();
  await expectFinished(entry, 'the app starts', report);
  await entry.testCore.core.stop();
  await before.testCore.core.stop();
}

function expectIgnored(
  { testCore, shownAt }: LinkEntry,
  when: string,
  report: CampaignReport,
): void {
  if (testCore.tokenCalls() > 0) report.lose(`a token request while ${when}`);
  if (shownAt.length > 0) report.lose(`the window was shown while ${when}`);
}

async function expectFinished(
  { testCore, shownAt }: LinkEntry,
  when: string,
  report: CampaignReport,
): Promise<void> {
  const isOver = () => {
    const kind = testCore.core.signIn.views().at(-1)?.phase.kind;
    return kind === 'connected' || kind === 'failed';
  };
  for (let turn = 0; turn < 200 && !isOver(); turn += 1) await testCore.quiet();
  const attempt = testCore.core.signIn.views().at(-1);
  if (attempt?.phase.kind !== 'connected') {
    report.lose(`the sign-in did not finish though its callback came while ${when}`);
  } else report.count('sign-ins finished all the same');
  if (testCore.tokenCalls() !== 1)
    report.lose(`${testCore.tokenCalls()} token requests while ${when}`);
  const tooSoon = shownAt.some(
    (time, index) => time - (shownAt[index - 1] ?? -Infinity) < minimumBetweenShowsMs,
  );
  if (shownAt.length !== 1 || tooSoon) {
    report.lose(`the window was shown ${shownAt.length} times while ${when}`);
  }
}

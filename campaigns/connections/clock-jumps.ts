/** The clock is set, or the computer sleeps, at any moment of a connection's life (R7). */
import { createComputer } from '../../testing/computer.js';
import { createRotatingService } from '../../testing/rotating-service.js';
import { createTestClock } from '../../testing/test-world.js';
import { type Campaign, type CampaignReport } from '../campaign.js';

const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;
const year = 365.25 * day;
const start = Date.UTC(2026, 2, 29, 0, 30);
/** Shortest interval between two refreshes, ms: a thousand take 30 s. */
const betweenMs = 30;
const accounts = Array.from({ length: 20 }, (_, index) => `account-${index}`);

/** How far the wall clock moves, ms, by being set or during sleep. */
const jumps: readonly (readonly [string, number, 'set' | 'slept'])[] = [
  ['an hour on', hour, 'set'],
  ['an hour back', -hour, 'set'],
  ['a day on', day, 'set'],
  ['a day back', -day, 'set'],
  ['ten years on', 10 * year, 'set'],
  ['ten years back', -10 * year, 'set'],
  ['to 1970', -start, 'set'],
  ['to 2038', Date.UTC(2038, 0, 19, 3, 14, 7) - start, 'set'],
  ['eight hours asleep', 8 * hour, 'slept'],
  ['a month asleep', 30 * day, 'slept'],
];

export const campaign: Campaign = {
  id: 'R7',
  title: 'Clocks jump and computers sleep: at most one refresh each, spread',
  unit: 'jumps',
  sizes: { test: 10, quick: 40, full: 400 },
  async run(size, report) {
    for (let jump = 0; jump < size; jump += 1) {
      await jumpOnce(jump, report);
      report.tried();
    }
  },
};

async function jumpOnce(number: number, report: CampaignReport): Promise<void> {
  const [name, by, how] = jumps[number % jumps.length] ?? ['', 0, 'set'];
  const { random } = report;
  const clock = createTestClock(start);
  const computer = await createComputer({
    clock,
    random: () => random.next(),
    accounts,
    lifetime: 3_600,
  });
  const { systemState } = computer;
  const service = createRotatingService({
    clock,
    graceMs: 0,
    lifetime: 3_600,
    isOnline: () => systemState.online,
  });
  await computer.start(service);
  await computer.pass(random.below(3 * hour));

  const before = service.requests.length;
  if (how === 'slept') systemState.happen('suspending');
  clock.sleep(by);
  const restarted = how === 'set' && random.below(3) === 0;
  if (restarted) {
    await computer.stop();
    await computer.start(service);
  }
  if (how === 'slept') {
    // The network wakes a moment later than the computer.
    systemState.online = false;
    systemState.happen('resumed');
    await computer.pass(random.below(20 * second));
    if (service.requests.length > before) report.lose(`${name}: sent before there was a network`);
    systemState.online = true;
  }
  await computer.pass(2 * 60 * second);

  const after = service.requests.slice(before);
  for (const account of accounts) {
    const times = after.filter((request) => request.account === account).length;
    if (times > 1) report.lose(`${name}: ${account} was refreshed ${times} times`);
  }
  const [first, last] = [after.at(0), after.at(-1)];
  if (first && last) {
    const took = last.elapsedAt - first.elapsedAt;
    report.most('most refreshed after a jump', after.length);
    if (took < (after.length - 2) * betweenMs) {
      report.lose(`${name}: ${after.length} refreshed within ${took} ms`);
    }
  }

  // Whatever the time is now, nothing waits longer than the lifetime of a token.
  const sent = service.requests.length;
  await computer.pass(hour);
  const due = new Set(service.requests.slice(before).map(({ account }) => account));
  for (const account of accounts) {
    const state = computer.core().store.get(account)?.connection.standing.kind;
    if (state !== 'active') report.lose(`${name}: ${account} is ${String(state)}`);
    if (!due.has(account)) report.lose(`${name}: ${account} was not refreshed for over an hour`);
    if ((await computer.stored(account)) !== service.newest(account)) {
      report.lose(`${name}: the newest token of ${account} is not stored`);
    }
  }
  report.count('refreshed', service.requests.length - sent + after.length);
  await computer.stop();
}

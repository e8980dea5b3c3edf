/** The app is killed at each step of a refresh, and started again within, or past, the server's grace (R11). */
import { createComputer } from '../../testing/computer.js';
import { createRotatingService, type Gate } from '../../testing/rotating-service.js';
import { createTestClock } from '../../testing/test-world.js';
import { type Campaign, type CampaignReport } from '../campaign.js';

const second = 1_000;
const account = 'ada';
const graces = [0, 5 * second, 60 * second];
/** Longest restart, ms: within the shortest grace period. */
const longestRestart = 4 * second;

export const campaign: Campaign = {
  id: 'R11',
  title:
    'Killed while a refresh token rotates: recovered within the grace period, reported after it',
  unit: 'kills',
  sizes: { test: 120, quick: 1_500, full: 10_000 },
  async run(size, report) {
    const points = await cutPoints(report);
    report.most('cut points', points);
    for (let kill = 0; kill < size; kill += 1) {
      const graceMs = graces[kill % graces.length] ?? 0;
      await killAt(Math.floor(kill / graces.length) % points, graceMs, report);
      report.tried();
    }
  },
};

interface WorldOptions {
  readonly graceMs: number;
  readonly gate: Gate;
}

async function world({ graceMs, gate }: WorldOptions, report: CampaignReport) {
  const clock = createTestClock(1_000_000 * second);
  const random = () => report.random.next();
  const computer = await createComputer({ clock, random, accounts: [account], lifetime: 3_600 });
  const service = createRotatingService({ clock, graceMs, lifetime: 3_600 });
  await computer.start(service, gate);
  return { computer, service };
}

/** The number of steps of one refresh. */
async function cutPoints(report: CampaignReport): Promise<number> {
  let counting = false;
  let points = 0;
  const gate = () => {
    if (counting) points += 1;
    return Promise.resolve();
  };
  const { computer } = await world({ graceMs: 0, gate }, report);
  counting = true;
  await computer.core().refreshScheduler.refresh(account);
  counting = false;
  await computer.stop();
  if (points < 20) report.lose(`a refresh has ${points} steps only: something is not watched`);
  return points;
}

async function killAt(point: number, graceMs: number, report: CampaignReport): Promise<void> {
  let step = -1;
  let where = 'the end';
  let reached = () => {};
  const killed = new Promise<void>((resolve) => (reached = resolve));
  const gate: Gate = (name) => {
    if (step < 0 || step++ !== point) return Promise.resolve();
    where = name;
    reached();
    return new Promise(() => {});
  };
  const { computer, service } = await world({ graceMs, gate }, report);
  step = 0;
  await Promise.race([killed, computer.core().refreshScheduler.refresh(account)]);
  computer.kill();
  const lostInRotation = (await computer.stored(account)) !== service.newest(account);
  if (lostInRotation) report.count('rotated and not yet stored');

  await computer.pass(report.random.below(longestRestart));
  await computer.start(service);
  await computer.pass(2 * 3_600 * second);

  const what = `killed at step ${point} (${where}), grace ${graceMs} ms`;
  const entry = computer.core().store.get(account);
  const standing = entry?.connection.standing;
  const stale = service.requests.filter((request) => request.stale).length;
  if (!entry || (await computer.stored(account)) === null)
    report.lose(`${what}: the record is gone`);
  if (stale > 2) report.lose(`${what}: the old token was sent ${stale} times`);
  if (lostInRotation && graceMs === 0) {
    if (standing?.kind !== 'needs_sign_in' || standing.cause.code !== 'refresh_interrupted') {
      report.lose(`${what}: not reported as interrupted but as ${JSON.stringify(standing)}`);
    } else report.count('reported as interrupted');
  } else if (
    standing?.kind !== 'active' ||
    (await computer.stored(account)) !== service.newest(account)
  ) {
    report.lose(`${what}: not recovered but ${JSON.stringify(standing)}`);
  } else report.count('recovered');
  await computer.stop();
}

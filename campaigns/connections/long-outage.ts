/** A service is down for three days, with every fault there is (R10). */
import { createComputer } from '../../testing/computer.js';
import {
  createRotatingService,
  type TokenRequest,
  type ServiceCondition,
} from '../../testing/rotating-service.js';
import { createTestClock } from '../../testing/test-world.js';
import { type Campaign, type CampaignReport } from '../campaign.js';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const accounts = ['ada', 'ben', 'cem'];
const outage = 72 * hour;
const mostAnHour = 6;
const faults: readonly ServiceCondition[] = ['busy', 'fault', 'silent', 'unreachable', 'portal'];

export const campaign: Campaign = {
  id: 'R10',
  title: 'A service is down for 72 hours: patient, bounded, and back by itself',
  unit: 'outages',
  sizes: { test: 1, quick: 20, full: 200 },
  async run(size, report) {
    for (let time = 0; time < size; time += 1) {
      await endure(report);
      report.tried();
    }
  },
};

async function endure(report: CampaignReport): Promise<void> {
  const { random } = report;
  const clock = createTestClock(1_000_000 * second);
  const computer = await createComputer({
    clock,
    random: () => random.next(),
    accounts,
    lifetime: 3_600,
  });
  let down = false;
  const service = createRotatingService({
    clock,
    graceMs: 0,
    lifetime: 3_600,
    condition: () => (down ? random.pick(faults) : 'fine'),
  });
  await computer.start(service);
  await computer.pass(2 * hour + random.below(hour));

  const known = new Map(accounts.map((account) => [account, service.newest(account)]));
  down = true;
  const from = service.requests.length;
  await computer.pass(hour + outage);
  const during = service.requests.slice(from);
  for (const account of accounts) {
    const own = during.filter((request) => request.account === account);
    const most = mostInAnHour(own.filter(({ at }) => at >= (own[0]?.at ?? 0) + hour));
    report.most('requests of a connection in an hour, after the first', most);
    report.most('requests of a connection in the first hour', mostInAnHour(own));
    if (most > mostAnHour) report.lose(`${account} was refreshed ${most} times in an hour`);
    if (own.length < 72 * 4) report.lose(`${account} was given up on: ${own.length} requests`);
    if ((await computer.stored(account)) !== known.get(account)) {
      report.lose(`the token of ${account} is not what it was`);
    }
    const entry = computer.core().store.get(account);
    if (entry?.connection.standing.kind !== 'active' || entry.transient.kind !== 'retrying') {
      report.lose(`${account} is ${JSON.stringify(entry?.connection.standing)}`);
    }
  }

  down = false;
  const isWell = (account: string) => computer.core().store.get(account)?.transient.kind === 'none';
  void computer.core().refreshScheduler.refresh('ada');
  await computer.quiet();
  await computer.pass(minute);
  if (!isWell('ada')) report.lose('not back within a minute of the user’s request');
  await computer.pass(14 * minute);
  for (const account of accounts) {
    if (!isWell(account)) report.lose(`${account} is not back within 15 minutes by itself`);
    if ((await computer.stored(account)) !== service.newest(account)) {
      report.lose(`the newest token of ${account} is not stored`);
    }
  }
  await computer.stop();
}

/** In any 60 minutes. */
function mostInAnHour(requests: readonly TokenRequest[]): number {
  return Math.max(
    0,
    ...requests.map(
      ({ at }) => requests.filter((other) => other.at >= at && other.at < at + hour).length,
    ),
  );
}

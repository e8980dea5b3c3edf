/** The network comes and goes while connections are refreshed (R8). */
import { createComputer } from '../../testing/computer.js';
import { createRotatingService, type RotatingService } from '../../testing/rotating-service.js';
import { createTestClock } from '../../testing/test-world.js';
import { type Campaign, type CampaignReport, type Random } from '../campaign.js';

const second = 1_000;
const minute = 60 * second;
const accounts = ['ada', 'ben', 'cem', 'dua', 'eva'];
const togglesInARow = 20;
/** Between two requests for one connection, unless the first got no response, ms. */
const leastBetween = 30 * second;
const rightAgainWithin = 10 * second;

export const campaign: Campaign = {
  id: 'R8',
  title: 'The network comes and goes: nothing lost, few requests',
  unit: 'toggles',
  sizes: { test: 400, quick: 2_000, full: 20_000 },
  async run(size, report) {
    for (let toggles = 0; toggles < size; toggles += togglesInARow * 5) await flap(report);
  },
};

async function flap(report: CampaignReport): Promise<void> {
  const { random } = report;
  const clock = createTestClock(1_000_000 * second);
  // Short lifetimes, so that a refresh is always about to start.
  const computer = await createComputer({
    clock,
    random: () => random.next(),
    accounts,
    lifetime: 120,
  });
  const { systemState } = computer;
  const service = createRotatingService({
    clock,
    graceMs: minute,
    lifetime: 120,
    isOnline: () => systemState.online,
    latency: () => 50 + random.below(500),
  });
  await computer.start(service);
  for (let time = 0; time < 5; time += 1) {
    await computer.pass(minute + random.below(2 * minute));
    await comeAndGo();
    const shown = accounts.filter(
      (account) => computer.core().store.get(account)?.transient.kind === 'offline',
    );
    if (shown.length > 0) report.lose(`still shown as offline: ${shown.join(', ')}`);
    await computer.pass(minute);
    for (const account of accounts) {
      const entry = computer.core().store.get(account);
      // A refresh is running.
      if (entry?.transient.kind === 'refreshing') continue;
      if (entry?.connection.standing.kind !== 'active' || entry.transient.kind !== 'none') {
        report.lose(`${account} is not good: ${JSON.stringify(entry?.connection.standing)}`);
      }
      if ((await computer.stored(account)) !== service.newest(account)) {
        report.lose(`the newest token of ${account} is not stored`);
      }
    }
  }
  countRequests(service, report);
  await computer.stop();

  async function comeAndGo(): Promise<void> {
    for (let toggle = 0; toggle < togglesInARow; toggle += 1) {
      systemState.online = !systemState.online;
      service.cut();
      await computer.quiet();
      await computer.pass(betweenToggles(random));
      report.tried();
    }
    systemState.online = true;
    await computer.pass(rightAgainWithin);
  }
}

function betweenToggles(random: Random): number {
  return 100 + random.below(1_900);
}

function countRequests({ requests }: RotatingService, report: CampaignReport): void {
  report.count('requests', requests.length);
  report.count('responses lost', requests.filter(({ responseLost }) => responseLost).length);
  for (const account of accounts) {
    const own = requests.filter((request) => request.account === account);
    own.slice(1).forEach((request, index) => {
      const before = own[index];
      if (!before || before.responseLost) return;
      const apart = request.elapsedAt - before.elapsedAt;
      if (apart < leastBetween) report.lose(`${account} was refreshed again after ${apart} ms`);
    });
  }
}

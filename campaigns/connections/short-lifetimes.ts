/** Services name any lifetime for their tokens, and Lanyard asks them no more often for that (R8). */
import type { Connection } from '../../main/connections/connection.js';
import type { ClientAuthentication } from '../../main/oauth/authorization-server.js';
import { filesWith, unsignedJwt } from '../../testing/assertions.js';
import { createComputer } from '../../testing/computer.js';
import { createRotatingService, type RotatingService } from '../../testing/rotating-service.js';
import { createTestClock, type TestClock } from '../../testing/test-world.js';
import type { Campaign, CampaignReport, Random } from '../campaign.js';

const second = 1_000;
const minute = 60 * second;
const accounts = ['ada', 'ben', 'cem', 'dua', 'eva'];
const observed = 20 * minute;
/** Between two requests for one connection, ms. */
const leastBetween = 30 * second;

export const campaign: Campaign = {
  id: 'R8',
  title: 'Tokens of any lifetime: never two refreshes within 30 s',
  unit: 'lives with a service',
  sizes: { test: 60, quick: 600, full: 12_000 },
  async run(size, report) {
    for (let lives = 0; lives < size; lives += accounts.length) await live(report);
  },
};

/** The lifetimes that a service names, one after the other; undefined: it names none. */
type Lifetimes = () => unknown;

const odd = [0, 1, -1, -3_600, 0.5, 1e-9, 1e300, -0, '0', '1', '-5', '', 'soon', ' 3600 ', '3600s'];
const oddest = [null, undefined, true, [], {}, [5], 1e16, '99999999999999999999', Number.MIN_VALUE];

function drawLifetimes(random: Random): Lifetimes {
  const of = <T>(values: readonly T[]) => values[random.below(values.length)];
  const some = (): unknown => of([() => of(odd), () => of(oddest), () => random.below(90)])?.();
  switch (random.below(4)) {
    case 0: {
      const always = some();
      return () => always;
    }
    case 1: {
      let left = random.below(600);
      return () => (left = Math.floor(left / 2));
    }
    case 2:
      return () => random.below(120);
    default:
      return some;
  }
}

interface Kind {
  readonly name: string;
  readonly differently: Partial<Connection>;
  readonly authentication?: ClientAuthentication;
}

const path = '/run/identity';
const kinds: readonly Kind[] = [
  { name: 'by refresh token', differently: {} },
  {
    name: 'service accounts',
    differently: { grant: 'client_credentials', hasRefreshToken: false },
    authentication: { kind: 'client_secret_post', clientSecret: 'secret' },
  },
  {
    name: 'by assertion',
    differently: {
      grant: 'jwt_bearer',
      hasRefreshToken: false,
      assertion: { kind: 'file', path },
    },
  },
];

async function live(report: CampaignReport): Promise<void> {
  const { random } = report;
  const clock = createTestClock(1_000_000 * second);
  const kind = kinds[random.below(kinds.length)] ?? kinds[0]!;
  const { differently, authentication } = kind;
  const computer = await createComputer({
    clock,
    random: () => random.next(),
    accounts,
    lifetime: random.below(120),
    // Each at its own client ID, so that the service can tell them apart.
    differently: (account) => ({
      ...differently,
      registration: { clientId: account, clientAuthentication: 'none', redirectUri: null },
    }),
    ...(authentication && { authentication }),
    assertionFiles: filesWith(new Map([[path, { kind: 'ok', text: unsignedJwt({ sub: 'a' }) }]])),
  });
  const { service, requests } = serviceNaming(clock, () => drawLifetimes(random));
  await computer.start(service);
  await computer.pass(observed);
  await computer.stop();
  for (const account of accounts) checkPace(account, requests.get(account) ?? [], report);
  report.count(`lives ${kind.name}`, accounts.length);
  report.tried(accounts.length);
}

/** A service whose answers differ in `expires_in` only, and the times at which each client asked it. */
function serviceNaming(clock: TestClock, draw: () => Lifetimes) {
  const requests = new Map<string, number[]>();
  const habits = new Map<string, Lifetimes>();
  const inner = createRotatingService({ clock, graceMs: 0, lifetime: 3_600 });
  const service: RotatingService = {
    ...inner,
    fetchThrough: (gate) => async (input, init) => {
      const request = new Request(input, init);
      const form = new URLSearchParams(await request.clone().text());
      const client = form.get('client_id') ?? '';
      requests.set(client, [...(requests.get(client) ?? []), clock.elapsed()]);
      const lifetimes = habits.get(client) ?? draw();
      habits.set(client, lifetimes);
      const answer = form.has('refresh_token')
        ? await inner.fetchThrough(gate)(request)
        : Response.json({ access_token: 'access', token_type: 'Bearer' });
      const body = (await answer.json()) as object;
      return Response.json({ ...body, expires_in: lifetimes() }, { status: answer.status });
    },
  };
  return { service, requests };
}

function checkPace(account: string, at: readonly number[], report: CampaignReport): void {
  report.count('requests', at.length);
  at.slice(1).forEach((time, index) => {
    const apart = time - (at[index] ?? 0);
    if (apart < leastBetween) report.lose(`${account} was refreshed again after ${apart} ms`);
  });
  const inOneMinute = at.map((time) => at.filter((each) => each >= time && each < time + minute));
  report.most(
    'requests of a connection in a minute',
    Math.max(0, ...inOneMinute.map((each) => each.length)),
  );
}

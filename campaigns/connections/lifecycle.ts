/**
 * Random lives of one connection, against a small model of what may be seen of it (R16): the whole
 * domain runs, on a clock moved by hand, at a service in any weather.
 */
import fc from 'fast-check';

import { type Campaign, type CampaignReport, randomFrom } from '../campaign.js';
import { aConnection, createTestClock, someSecrets } from '../../testing/test-world.js';
import { type Computer, createComputer } from '../../testing/computer.js';
import {
  createRotatingService,
  type RotatingService,
  type ServiceCondition,
} from '../../testing/rotating-service.js';

const second = 1_000;
const hour = 3_600 * second;
const account = 'ada';
/** So many lives show every transition. */
const enough = 2_000;

export const campaign: Campaign = {
  id: 'R16',
  title: 'The life of a connection agrees with a model of it',
  unit: 'lives',
  sizes: { test: 100, quick: enough, full: 50_000 },
  async run(size, report) {
    const seen = new Set<string>();
    const outcome = await fc.check(
      fc.asyncProperty(
        fc.commands(commands, { maxCommands: 25, size: 'max' }),
        fc.constantFrom(true, true, true, false),
        async (life, renews) => {
          await live(life, renews, report, seen);
          report.tried();
        },
      ),
      { numRuns: size, seed: report.random.below(2 ** 31), endOnFailure: false },
    );
    if (outcome.failed) {
      report.lose(`${String(outcome.errorInstance)}: ${fc.defaultReportMessage(outcome) ?? ''}`);
    }
    report.count('transitions seen', transitions.filter((one) => seen.has(one)).length);
    report.count('transitions there are', transitions.length);
    // A few lives do not show all there is.
    if (size < enough) return;
    for (const one of transitions) if (!seen.has(one)) report.lose(`never seen: ${one}`);
  },
};

/** What may follow what on screen. Anything else that is seen is a divergence. */
const transitions: readonly string[] = [
  'active → refreshing',
  'active → offline',
  'active → disconnecting',
  'active → gone',
  'refreshing → active',
  'refreshing → retrying',
  'refreshing → offline',
  'refreshing → needs_sign_in',
  'refreshing → misconfigured',
  'refreshing → disconnecting',
  'refreshing → gone',
  'retrying → refreshing',
  'retrying → offline',
  'retrying → active',
  'retrying → disconnecting',
  'retrying → gone',
  'offline → refreshing',
  'offline → active',
  'offline → disconnecting',
  'offline → gone',
  'needs_sign_in → refreshing',
  'needs_sign_in → active',
  'needs_sign_in → disconnecting',
  'needs_sign_in → gone',
  'misconfigured → refreshing',
  'misconfigured → active',
  'misconfigured → disconnecting',
  'misconfigured → gone',
  'disconnecting → active',
  'disconnecting → gone',
  'gone → active',
  // Started again and not unlocked yet
  'active → storage_locked',
  'retrying → storage_locked',
  'offline → storage_locked',
  'needs_sign_in → storage_locked',
  'misconfigured → storage_locked',
  'disconnecting → storage_locked',
  'storage_locked → active',
  'storage_locked → needs_sign_in',
  'storage_locked → misconfigured',
  'storage_locked → disconnecting',
  // Without a refresh token
  'expires → disconnecting',
  'expires → storage_locked',
  'expires → gone',
  'disconnecting → expires',
  'storage_locked → expires',
  'gone → expires',
];

/** May be seen, and not by every few thousand lives: back with a network, its server is left in peace a while. */
const rareTransitions: readonly string[] = ['offline → retrying'];

/** What is true of the connection: the last clear word on it, from a person or the service. */
interface Model {
  standing: 'good' | 'needs_sign_in' | 'misconfigured' | 'disconnecting' | 'gone';
  online: boolean;
  /** By a refresh token; without one nobody is ever asked for another access token. */
  readonly renews: boolean;
  locked: boolean;
  /** Of the service's answers, so many have been taken in. */
  heard: number;
}

interface Real {
  readonly computer: Computer;
  readonly service: RotatingService;
  readonly sky: { condition: ServiceCondition };
}

/** Everything but a clear answer leaves it as it was, and so does any answer once it is to end. */
function hear(model: Model, { service }: Real): void {
  for (const { result } of service.requests.slice(model.heard)) {
    if (model.standing === 'gone' || model.standing === 'disconnecting') continue;
    if (result === 'refreshed') model.standing = 'good';
    if (result === 'refused') model.standing = 'needs_sign_in';
    if (result === 'client_refused') model.standing = 'misconfigured';
  }
  model.heard = service.requests.length;
}

async function live(
  life: Iterable<fc.AsyncCommand<Model, Real>>,
  renews: boolean,
  report: CampaignReport,
  seen: Set<string>,
): Promise<void> {
  const clock = createTestClock(1_000_000 * second);
  const random = randomFrom(1);
  const sky: Real['sky'] = { condition: 'fine' };
  const computer = await createComputer({
    clock,
    random: () => random.next(),
    accounts: [account],
    lifetime: 3_600,
    differently: { hasRefreshToken: renews },
  });
  const service = createRotatingService({
    clock,
    graceMs: 60 * second,
    lifetime: 3_600,
    isOnline: () => computer.systemState.online,
    condition: () => sky.condition,
  });
  let before = renews ? 'active' : 'expires';
  computer.watch((_id, state) => {
    const after = state ?? 'gone';
    if (after !== before) seen.add(`${before} → ${after}`);
    if (
      after !== before &&
      ![...transitions, ...rareTransitions].includes(`${before} → ${after}`)
    ) {
      report.lose(`${before} → ${after} is no transition`);
    }
    before = after;
  });
  await computer.start(service);
  const model: Model = { standing: 'good', online: true, renews, locked: false, heard: 0 };
  await fc.asyncModelRun(() => ({ model, real: { computer, service, sky } }), life);
  await computer.stop();
}

/** What is seen has to be what the model says, whatever is still being tried. */
function agree(model: Model, { computer }: Real): void {
  const entry = computer.core().store.get(account);
  // Whether the service lets a connection go is told elsewhere; here, that only asking for it does.
  if (!entry && model.standing === 'disconnecting') model.standing = 'gone';
  const standing = entry?.connection.standing.kind ?? 'gone';
  if (standing !== model.standing)
    throw new Error(`${standing} is shown, ${model.standing} is true`);
}

abstract class Step implements fc.AsyncCommand<Model, Real> {
  abstract readonly needs: readonly Model['standing'][] | 'nothing';
  abstract change(model: Model, real: Real): void | Promise<void>;
  /** Whether it can be done with a vault that nobody has unlocked yet. */
  readonly whileLocked: boolean = true;
  check({ standing, locked }: Readonly<Model>): boolean {
    if (locked && !this.whileLocked) return false;
    return this.needs === 'nothing' || this.needs.includes(standing);
  }
  async run(model: Model, real: Real): Promise<void> {
    await this.change(model, real);
    await real.computer.quiet();
    hear(model, real);
    agree(model, real);
  }
  toString(): string {
    return `${this.constructor.name} ${JSON.stringify(this)}`;
  }
}

const mayAsk = ({ online, renews, locked }: Model) => online && renews && !locked;

const listed = ['good', 'needs_sign_in', 'misconfigured', 'disconnecting'] as const;

class WeatherChanges extends Step {
  readonly needs = 'nothing';
  constructor(readonly condition: ServiceCondition) {
    super();
  }
  change(_model: Model, { sky }: Real): void {
    sky.condition = this.condition;
  }
}

class NetworkChanges extends Step {
  readonly needs = 'nothing';
  constructor(readonly online: boolean) {
    super();
  }
  async change(model: Model, { computer }: Real): Promise<void> {
    model.online = computer.systemState.online = this.online;
    if (!this.online) return;
    await computer.pass(10 * second);
    const state = computer.core().store.get(account)?.transient.kind;
    if (state === 'offline') throw new Error('offline is not true');
  }
}

class PersonRefreshes extends Step {
  readonly needs = listed;
  async change(model: Model, { computer, service }: Real): Promise<void> {
    await computer.core().refreshScheduler.refresh(account);
    const asked = service.requests.length > model.heard;
    const expected = mayAsk(model) && model.standing !== 'disconnecting';
    if (asked !== expected) throw new Error(asked ? 'it was asked' : 'nobody was asked');
  }
}

class HoursPass extends Step {
  readonly needs = 'nothing';
  async change(model: Model, { computer, service }: Real): Promise<void> {
    const stands = computer.core().store.get(account)?.connection.standing.kind;
    await computer.pass(2 * hour);
    const asked = service.requests.length > model.heard;
    const expected = mayAsk(model) && stands === 'good';
    if (asked !== expected) throw new Error(asked ? 'it was asked' : 'nobody was asked');
  }
}

class ComputerSleeps extends Step {
  readonly needs = 'nothing';
  async change(model: Model, { computer, service }: Real): Promise<void> {
    computer.systemState.happen('suspending');
    computer.clock.sleep(8 * hour);
    computer.systemState.happen('resumed');
    await computer.pass(4 * second);
    if (service.requests.length > model.heard)
      throw new Error('it was asked before it had settled');
    await computer.pass(30 * second);
  }
}

class AppStartsAgain extends Step {
  readonly needs = 'nothing';
  constructor(
    readonly how: 'killed' | 'quit',
    readonly locked: boolean,
  ) {
    super();
  }
  async change(model: Model, { computer, service }: Real): Promise<void> {
    if (this.how === 'killed') computer.kill();
    else await computer.stop();
    model.locked = this.locked;
    await computer.start(service, undefined, this.locked);
  }
}

class PersonUnlocks extends Step {
  readonly needs = 'nothing';
  override check({ locked }: Readonly<Model>): boolean {
    return locked;
  }
  change(model: Model, { computer }: Real): void {
    model.locked = false;
    computer.unlock();
  }
}

class PersonSignsInAgain extends Step {
  readonly needs = 'nothing';
  override readonly whileLocked = false;
  async change(model: Model, { computer, service }: Real): Promise<void> {
    const { store, refreshScheduler } = computer.core();
    const now = computer.clock.now();
    const whole = store.get(account)?.connection ?? aConnection({ id: account });
    const expiresAt = now + hour;
    const newToken = service.signIn(account);
    const refreshToken = model.renews ? newToken : null;
    await store.commit([
      {
        kind: 'put_secrets',
        connectionId: account,
        secrets: someSecrets({ refreshToken, issuedAt: now, expiresAt }),
      },
      {
        kind: 'put_connection',
        connection: {
          ...whole,
          issuedAt: now,
          accessTokenExpiresAt: expiresAt,
          hasRefreshToken: model.renews,
          standing: { kind: 'good' },
        },
      },
      { kind: 'delete_intent', connectionId: account },
      { kind: 'delete_outbox_entry', connectionId: account },
    ]);
    store.applyTransient(account, { kind: 'signed_in' });
    refreshScheduler.follow(account);
    model.standing = 'good';
  }
}

/** Of a renewal, or at rest. */
type When = 'at rest' | 'in the middle';

class PersonDisconnects extends Step {
  readonly needs = listed;
  override readonly whileLocked = false;
  constructor(readonly when: When) {
    super();
  }
  async change(model: Model, { computer }: Real): Promise<void> {
    if (this.when === 'in the middle') void computer.core().refreshScheduler.refresh(account);
    await computer.core().disconnector.disconnect(account);
    model.standing = 'disconnecting';
  }
}

class PersonRemoves extends Step {
  readonly needs = listed;
  override readonly whileLocked = false;
  constructor(readonly when: When) {
    super();
  }
  async change(model: Model, { computer }: Real): Promise<void> {
    if (this.when === 'in the middle') void computer.core().refreshScheduler.refresh(account);
    await computer.core().store.commit([{ kind: 'delete_connection', connectionId: account }]);
    model.standing = 'gone';
  }
}

/** Clear answers more often than there are kinds of trouble. */
const weathers: readonly ServiceCondition[] = [
  'fine',
  'fine',
  'ended',
  'client_refused',
  'unreachable',
  'lost',
  'silent',
  'busy',
  'fault',
  'portal',
  'ended',
  'client_refused',
];

const whens: readonly When[] = ['at rest', 'in the middle'];

const weatherChanges = fc.constantFrom(...weathers).map((weather) => new WeatherChanges(weather));
const personRefreshes = fc.constant(new PersonRefreshes());
const personUnlocks = fc.constant(new PersonUnlocks());

/** Each as likely as the next; what has to come together for what is seldom seen, twice. */
const commands = [
  weatherChanges,
  weatherChanges,
  fc.boolean().map((online) => new NetworkChanges(online)),
  personRefreshes,
  personRefreshes,
  fc.constant(new HoursPass()),
  fc.constant(new ComputerSleeps()),
  fc
    .tuple(fc.constantFrom('killed' as const, 'quit' as const), fc.boolean())
    .map(([how, locked]) => new AppStartsAgain(how, locked)),
  personUnlocks,
  personUnlocks,
  fc.constant(new PersonSignsInAgain()),
  fc.constantFrom(...whens).map((when) => new PersonDisconnects(when)),
  fc.constantFrom(...whens).map((when) => new PersonRemoves(when)),
];

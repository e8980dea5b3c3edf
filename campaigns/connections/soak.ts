/**
 * A week in one run of the app: many connections refresh, fail, sleep, lose their network, are
 * disconnected and signed in again, on a real disk that is full now and then, and on a test clock.
 * Memory and handles must not grow (R15).
 *
 * Longer than 250 lines because all actions of the days share one state.
 */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import type { Connection } from '../../main/connections/connection.js';
import { isSameSubject } from '../../main/connections/without-secrets.js';
import { StorageError } from '../../main/ports/storage-error.js';
import type { VaultWrite, Vault } from '../../main/ports/vault.js';
import { createVault } from '../../main/storage/vault.js';
import { type Computer, createComputer } from '../../testing/computer.js';
import { growthOf, openHandles, usedHeap } from '../../testing/growth.js';
import { overrideVault } from '../../testing/override-vault.js';
import {
  createRotatingService,
  type RotatingService,
  type ServiceCondition,
} from '../../testing/rotating-service.js';
import { aService } from '../../testing/sign-in.js';
import { aServer, createTestClock } from '../../testing/test-world.js';
import { StandInSealer } from '../../testing/vault.js';
import { type Campaign, type CampaignReport, type Random } from '../campaign.js';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const lifetime = 3_600;
const days = { short: 1, long: 7 };
/** With more connection-days than this a run lasts a week. */
const shortUpTo = 100;
/** As a share, per day. The first day is warm-up. */
const heapMayGrow = 0.01;

export const campaign: Campaign = {
  id: 'R15',
  title: 'A week’s work in a row: no growth, no unhandled failure',
  unit: 'connection-days',
  sizes: { test: 30, quick: 7 * 20, full: 7 * 500 },
  async run(size, report) {
    const onRejection = (error: unknown) =>
      report.lose(`unhandled: ${error instanceof Error ? error.name : typeof error}`);
    const onWarning = (warning: Error) => report.lose(`a warning: ${warning.name}`);
    process.on('unhandledRejection', onRejection);
    process.on('warning', onWarning);
    try {
      const length = size <= shortUpTo ? days.short : days.long;
      await work(length, Math.ceil(size / length), report);
      await setImmediate();
    } finally {
      process.off('unhandledRejection', onRejection);
      process.off('warning', onWarning);
    }
  },
};

const service = aService();

/** `mixed`: requests and writes may fail, and the person does nothing meanwhile. */
interface Conditions {
  kind: 'mixed' | 'fine';
}

interface Week {
  readonly computer: Computer;
  readonly remote: RotatingService;
  readonly accounts: readonly string[];
  readonly conditions: Conditions;
  readonly report: CampaignReport;
}

async function work(length: number, connections: number, report: CampaignReport): Promise<void> {
  const { random } = report;
  const accounts = Array.from({ length: connections }, (_, index) => `account-${index}`);
  const clock = createTestClock(Date.UTC(2026, 2, 27, 9));
  const vault = createVault({
    directory: join(report.folder, 'vault'),
    sealer: new StandInSealer(),
    now: () => clock.now(),
  });
  await vault.open();
  const conditions: Conditions = { kind: 'fine' };
  const disk = withFullDisk(vault, () => {
    const isFull = conditions.kind === 'mixed' && random.below(fullOneIn) === 0;
    if (isFull) report.count('writes refused');
    return isFull;
  });
  const differently = { server: aServer };
  const options = { clock, random: () => random.next(), accounts, lifetime, differently, disk };
  const computer = await createComputer(options);
  const remote = withSignIns(
    createRotatingService({
      clock,
      graceMs: minute,
      lifetime,
      isOnline: () => computer.systemState.online,
      condition: () => (conditions.kind === 'fine' ? 'fine' : someCondition(random)),
    }),
  );
  const week: Week = { computer, remote, accounts, conditions, report };
  await computer.start(remote);

  const heaps: number[] = [];
  let handles: readonly string[] | null = null;
  for (let day = 0; day < length; day += 1) {
    for (let passed = 0; passed < 22; passed += 1) await oneHour(week, passed);
    await evening(week, day);
    report.tried(accounts.length);
    heaps.push(usedHeap());
    const now = openHandles();
    handles ??= now;
    report.most('handles open', now.length);
    if (now.length > handles.length) report.lose(`on day ${day + 1} are open: ${now.join(', ')}`);
  }
  report.most('heap at the end, MB', (heaps.at(-1) ?? 0) / 2 ** 20);
  if (length === days.long) checkHeap(heaps.slice(1), report);
  await computer.stop();
  await vault.close();
}

/** One write in this many fails, under mixed conditions. */
const fullOneIn = 200;

function withFullDisk(vault: Vault, isFull: () => boolean): Vault {
  return overrideVault(vault, {
    get recordStore() {
      const { recordStore } = vault;
      if (!recordStore) return null;
      return {
        ...recordStore,
        commit: (changes: readonly VaultWrite[]) =>
          isFull()
            ? Promise.reject(new StorageError('full', 'made to fail'))
            : recordStore.commit(changes),
      };
    },
  });
}

/** Six faults in a hundred requests, and now and then a clear refusal. */
function someCondition(random: Random): ServiceCondition {
  const dice = random.below(2_000);
  if (dice === 0) return 'client_refused';
  if (dice <= 2) return 'ended';
  if (dice > 120) return 'fine';
  return random.pick(['unreachable', 'lost', 'silent', 'busy', 'fault', 'portal']);
}

async function oneHour(week: Week, passed: number): Promise<void> {
  const { computer, report } = week;
  const { systemState, clock } = computer;
  const { random } = report;
  week.conditions.kind = 'mixed';
  if (passed === 14) {
    // The computer sleeps for the night.
    systemState.happen('suspending');
    clock.sleep(7 * hour);
    systemState.happen('resumed');
  }
  if (random.below(6) === 0) {
    systemState.online = false;
    await computer.pass((5 + random.below(30)) * minute);
    systemState.online = true;
    report.count('times offline');
  }
  await computer.pass(hour - random.below(10 * minute));
  week.conditions.kind = 'fine';
  await personSignsInWhereNeeded(week);
  if (random.below(4) === 0) await personDisconnectsOne(week);
}

/** Signs in again wherever that is needed, and adds what was disconnected. */
async function personSignsInWhereNeeded(week: Week): Promise<void> {
  const { computer, accounts } = week;
  for (const account of accounts) {
    const connection = connectionOf(computer, account);
    if (connection?.standing.kind === 'active') continue;
    if (connection?.standing.kind === 'disconnecting') continue;
    await signIn(week, account, connection);
  }
}

function connectionOf(computer: Computer, account: string): Connection | null {
  const all = computer.core().store.all();
  // This service has the account in its tokens, so what is stored is a digest of it.
  const found = all.find(({ connection }) => isSameSubject(connection.account.subject, account));
  return found?.connection ?? null;
}

async function signIn(week: Week, account: string, connection: Connection | null): Promise<void> {
  const { computer, report } = week;
  const { signIn } = computer.core();
  const attemptId = signIn.start({ service, connection });
  const phase = () => signIn.views().find(({ id }) => id === attemptId)?.phase;
  const until = async (...kinds: string[]) => {
    while (!kinds.includes(phase()?.kind ?? kinds[0] ?? '')) await setImmediate();
  };
  await until('waiting', 'failed');
  const link = await signIn.link(attemptId);
  if (link?.kind !== 'ok') {
    report.lose(`${account} cannot sign in`);
    return;
  }
  const query = new URLSearchParams({
    code: account,
    state: new URL(link.value).searchParams.get('state') ?? '',
  });
  computer.core().receive(`app.lanyard.desktop:/callback/service?${query.toString()}`);
  await until('connected', 'failed');
  if (phase()?.kind !== 'connected') report.lose(`${account} did not sign in`);
  await signIn.cancel(attemptId);
  report.count('sign-ins');
}

async function personDisconnectsOne(week: Week): Promise<void> {
  const { computer, accounts, report } = week;
  const connection = connectionOf(computer, report.random.pick(accounts));
  if (connection?.standing.kind !== 'active') return;
  await computer.core().disconnector.disconnect(connection.id);
  report.count('disconnects');
}

/** Without faults every connection recovers, and its newest token is the stored one. */
async function evening(week: Week, day: number): Promise<void> {
  const { computer, remote, accounts, conditions, report } = week;
  conditions.kind = 'fine';
  await computer.pass(hour);
  await personSignsInWhereNeeded(week);
  await computer.pass(hour);
  await computer.quiet();
  for (const account of accounts) {
    const connection = connectionOf(computer, account);
    const kind = connection?.standing.kind ?? 'not listed';
    if (!connection || kind !== 'active') report.lose(`day ${day + 1}: ${account} is ${kind}`);
    else if ((await computer.stored(connection.id)) !== remote.newest(account)) {
      report.lose(`day ${day + 1}: the newest token of ${account} is not stored`);
    }
  }
  report.count('refreshes', remote.requests.length);
  // The test service's own list must not count as growth.
  remote.requests.length = 0;
}

/** The same service with an authorization code grant, whose code is the account's name. */
function withSignIns(remote: RotatingService): RotatingService {
  return {
    ...remote,
    fetchThrough(gate) {
      const through = remote.fetchThrough(gate);
      return async (input, init) => {
        const request = new Request(input, init);
        const { pathname } = new URL(request.url);
        if (pathname === '/userinfo') {
          const [, name = ''] = (request.headers.get('authorization') ?? '').split('.');
          return Response.json({ sub: name, name });
        }
        const form = new URLSearchParams(await request.clone().text());
        const code = form.get('code');
        if (pathname !== '/token' || code === null) return through(request);
        return Response.json({
          access_token: `access.${code}.new`,
          token_type: 'Bearer',
          expires_in: lifetime,
          refresh_token: remote.signIn(code),
        });
      };
    },
  };
}

function checkHeap(heaps: readonly number[], report: CampaignReport): void {
  const growth = growthOf(heaps);
  report.most('heap growth a day, ‰', growth * 1_000);
  if (growth > heapMayGrow) {
    const list = heaps.map((heap) => (heap / 2 ** 20).toFixed(1)).join(', ');
    report.lose(`the heap grows by ${(growth * 100).toFixed(2)} % a day: ${list} MB`);
  }
}

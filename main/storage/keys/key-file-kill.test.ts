/** The files that a process leaves behind when it ends at any step of writing the key files. */
import type * as FileSystem from 'node:fs/promises';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { newDirectory } from '../../../testing/new-directory.js';
import {
  added,
  recordStoreOf,
  openVault,
  secrets,
  StandInSealer,
  writtenVault,
} from '../../../testing/vault.js';
import { readKeyFiles } from './key-file.js';
import { replaceRecoverySeal } from './recovery-seal.js';
import type { TypedSeal } from './seals.js';

/**
 * Number of calls that still reach the disk. Later ones do not, nor do those that would clean up:
 * the process is gone.
 */
const life = vi.hoisted(() => ({ left: Infinity }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FileSystem>();
  const step = () => {
    if (life.left <= 0) throw Object.assign(new Error('the process is gone'), { code: 'KILLED' });
    life.left -= 1;
  };
  const mortal =
    <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      step();
      return call(...given);
    };
  return {
    ...real,
    rename: mortal(real.rename),
    rm: mortal(real.rm),
    async open(...given: Parameters<typeof real.open>) {
      step();
      const file = await real.open(...given);
      return {
        async writeFile(content: string) {
          // Truncated, like a page that never reached the disk.
          if (life.left <= 0) await file.writeFile(content.slice(0, content.length / 2));
          step();
          await file.writeFile(content);
        },
        sync: mortal(() => file.sync()),
        close: () => file.close(),
      };
    },
  };
});

/** Ends the process at each step of `doing` in turn and passes the resulting folder to `check`. */
async function killedAtEachStep(
  prepare: (directory: string) => Promise<void>,
  doing: (directory: string) => Promise<boolean>,
  check: (directory: string, step: number) => Promise<void>,
): Promise<number> {
  const prepared = await newDirectory();
  await prepare(prepared);
  for (let step = 0; ; step++) {
    const directory = await newDirectory();
    await cp(prepared, directory, { recursive: true });
    life.left = step;
    const isComplete = await doing(directory);
    const wasKilled = life.left <= 0;
    life.left = Infinity;
    await check(directory, step);
    if (isComplete && !wasKilled) return step;
    expect(step).toBeLessThan(100);
  }
}

async function opensWith(directory: string, sealer: StandInSealer, step: number): Promise<void> {
  const vault = await openVault(directory, sealer);
  expect([step, vault.view.kind]).toEqual([step, 'open']);
  expect(await recordStoreOf(vault).secrets('a')).toEqual(secrets('first-a'));
  await vault.close();
}

const steps = 6;

test('killed at any step of sealing again, the store opens the vault before and after (S5)', async () => {
  const tried = await killedAtEachStep(
    (directory) => writtenVault(directory, added('a')),
    async (directory) => {
      const sealer = new StandInSealer();
      sealer.wantsSealAgain = true;
      await (await openVault(directory, sealer)).close();
      return true;
    },
    async (directory, step) => {
      await opensWith(directory, new StandInSealer(), step);
      await opensWith(directory, new StandInSealer(), step);
    },
  );
  expect(tried).toBeGreaterThanOrEqual(steps);
});

const recoverySeal = (sealed: string): TypedSeal => ({
  kind: 'recovery',
  scrypt: { N: 2 ** 17, r: 8, p: 1, salt: 'c2FsdA==' },
  nonce: 'bm9uY2U=',
  sealed,
  sealedAt: 1,
});
const first = recoverySeal('Zmlyc3Q=');
const second = recoverySeal('c2Vjb25k');

test('killed at any step of replacing the recovery seal, the store opens the vault, and one of the seals is whole (S5)', async () => {
  const tried = await killedAtEachStep(
    async (directory) => {
      await writtenVault(directory, added('a'));
      await replaceRecoverySeal(directory, 'key-a.json', first);
    },
    (directory) =>
      replaceRecoverySeal(directory, 'key-a.json', second).then(
        () => true,
        () => false,
      ),
    async (directory, step) => {
      const all = await readKeyFiles(directory);
      expect([step, all.map(({ kind }) => kind)]).toEqual([step, ['valid', 'valid']]);
      const seals = all.flatMap((file) => (file.kind === 'valid' ? file.body.seals : []));
      const recovery = seals.filter(({ kind }) => kind === 'recovery');
      expect(recovery).toHaveLength(2);
      for (const seal of recovery) expect([first, second]).toContainEqual(seal);
      await opensWith(directory, new StandInSealer(), step);
    },
  );
  expect(tried).toBeGreaterThanOrEqual(2 * steps);
});

test('killed at any step of starting a new vault, the old one exists under one name or the other', async () => {
  await killedAtEachStep(
    (directory) => writtenVault(directory, added('a')),
    async (directory) => {
      const left = life.left;
      life.left = Infinity;
      const vault = await openVault(directory, Object.assign(new StandInSealer(), { key: 2 }));
      life.left = left;
      const failure = await vault.startNew();
      const { kind } = vault.view;
      await vault.close();
      return failure === null && kind === 'open';
    },
    async (directory, step) => {
      const beside = `${directory}-kept-2026-01-05`;
      const own = await openVault(directory);
      const found = await own.connections();
      await own.close();
      if (found.length > 0) return;
      await opensWith(join(beside), new StandInSealer(), step);
    },
  );
}, 60_000);

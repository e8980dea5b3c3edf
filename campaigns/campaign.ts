/**
 * A campaign tests one promise a great many times, with faults, against a record of what was
 * acknowledged. `campaigns/ROOM/x.ts` exports `campaign`; `x.test.ts` beside it runs it small, and
 * `npm run campaigns` runs all of them large.
 */
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Campaign {
  readonly id: `${'E' | 'O' | 'H' | 'S' | 'R'}${number}`;
  /** The promise, in a few words. */
  readonly title: string;
  /** The plural of one try, such as 'kills'. */
  readonly unit: string;
  /**
   * Most campaigns check what was written, not whether a disk keeps it without power. For those a
   * folder in memory is as good, and several times faster than a disk that really syncs.
   */
  readonly onRealDisk?: boolean;
  /** Number of tries; Infinity: all there are. */
  readonly sizes: Readonly<Record<Size, number>>;
  /** Runs and reports `size` tries. Rejects only when it cannot continue. */
  run(size: number, report: CampaignReport): Promise<void>;
}

/** For `npm test` (seconds), `npm run campaigns -- --quick` (up to a minute) and `npm run campaigns`. */
export type Size = 'test' | 'quick' | 'full';

export interface CampaignReport {
  /** The only source of randomness, so that the seed repeats the run. */
  readonly random: Random;
  /** Empty at the start, and removed after the run. */
  readonly folder: string;
  /** Counts finished tries. */
  tried(count?: number): void;
  /** Reports a broken promise, such as the loss of something acknowledged: what, and in which try. */
  lose(what: string): void;
  /** Adds to a figure of the report, such as 'acknowledged'. */
  count(fact: string, more?: number): void;
  /** Keeps the largest value of a figure, such as 'longest start, ms'. */
  most(fact: string, value: number): void;
  /** Reports what cannot be tested on this computer, and why. */
  leaveOut(what: string): void;
}

export interface CampaignResult {
  readonly seed: number;
  readonly tried: number;
  readonly lost: readonly string[];
  readonly leftOut: readonly string[];
  readonly facts: Readonly<Record<string, number>>;
}

export interface ConductOptions {
  readonly seed?: number;
  readonly progress?: (soFar: { readonly tried: number; readonly lost: number }) => void;
}

export async function conduct(
  campaign: Campaign,
  size: number,
  { seed = newSeed(), progress = () => undefined }: ConductOptions = {},
): Promise<CampaignResult> {
  const parent = campaign.onRealDisk ? tmpdir() : await memoryFolder();
  const folder = await mkdtemp(join(parent, `lanyard-${campaign.id}-`));
  const lost: string[] = [];
  const leftOut: string[] = [];
  const facts: Record<string, number> = {};
  let tried = 0;
  const reportProgress = () => progress({ tried, lost: lost.length });
  try {
    await campaign.run(size, {
      random: randomFrom(seed),
      folder,
      tried(count = 1) {
        tried += count;
        reportProgress();
      },
      lose(what) {
        lost.push(`${what} (seed ${seed})`);
        reportProgress();
      },
      count: (fact, more = 1) => (facts[fact] = (facts[fact] ?? 0) + more),
      most: (fact, value) => (facts[fact] = Math.max(facts[fact] ?? -Infinity, value)),
      leaveOut: (what) => void leftOut.push(what),
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${why} (seed ${seed})`, { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { seed, tried, lost, leftOut, facts };
}

/**
 * Runs `lanes` tries at a time, because most of a try is waiting for the disk. The iterator has to draw
 * all randomness of a try when it yields it, or the seed does not repeat the run.
 */
export async function inLanes<T>(
  lanes: number,
  tries: Iterable<T>,
  tryOne: (one: T, lane: number) => Promise<void>,
): Promise<void> {
  const left = tries[Symbol.iterator]();
  const oneByOne = async (_: unknown, lane: number) => {
    for (let next = left.next(); !next.done; next = left.next()) await tryOne(next.value, lane);
  };
  await Promise.all(Array.from({ length: lanes }, oneByOne));
}

/** On Linux, a file system in memory. */
const sharedMemory = '/dev/shm';
/** Bytes. */
const requiredSpace = 2 ** 30;

/** The usual temporary folder where TMPDIR is set or memory has too little space. */
async function memoryFolder(): Promise<string> {
  if (process.env.TMPDIR !== undefined) return tmpdir();
  const space = await statfs(sharedMemory).catch(() => null);
  return space && space.bavail * space.bsize >= requiredSpace ? sharedMemory : tmpdir();
}

export interface Random {
  /** From 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number from 0 (included) to `below` (excluded). */
  below(below: number): number;
  pick<T>(list: readonly T[]): T;
  /** An independent sequence, for tasks that run concurrently. */
  fork(): Random;
}

/** mulberry32: small, and uniform enough to choose test cases. Not for secrets. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new Error('cannot pick from an empty list');
      return list[below(list.length)] as T;
    },
    fork: () => randomFrom(below(2 ** 32)),
  };
}

function newSeed(): number {
  return Math.floor(Math.random() * 2 ** 32);
}

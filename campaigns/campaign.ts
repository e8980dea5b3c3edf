/**
 * A campaign tries one promise a great many times, with faults, against a record of what was
 * acknowledged. `x.campaign.ts` beside the code exports `campaign`; `x.test.ts` runs it small, and
 * `npm run campaigns` runs all of them large.
 */
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Campaign {
  readonly id: `${'E' | 'O' | 'H' | 'S' | 'R'}${number}`;
  /** What must hold, in a few words. */
  readonly title: string;
  /** What is counted: 'kills'. */
  readonly unit: string;
  /**
   * Most campaigns look at what was written, not at whether a disk keeps it without power: then a
   * folder in memory says as much, and a disk that really syncs takes several times as long.
   */
  readonly onRealDisk?: boolean;
  /** Infinity: all there are. */
  readonly sizes: Readonly<Record<Size, number>>;
  /** Tries `size` of them and reports each. Rejects only when it cannot go on at all. */
  run(size: number, report: CampaignReport): Promise<void>;
}

/** In `npm test` (seconds), `npm run campaigns -- --quick` (up to a minute), `npm run campaigns`. */
export type Size = 'test' | 'quick' | 'full';

export interface CampaignReport {
  /** All that is random comes from here, so that the seed repeats the run. */
  readonly random: Random;
  /** Empty, and gone after the run. */
  readonly folder: string;
  /** So many more were tried. */
  tried(count?: number): void;
  /** Something that was acknowledged is gone, or any other broken promise: what, and in which try. */
  lose(what: string): void;
  /** Adds to a figure worth knowing: 'acknowledged'. */
  count(fact: string, more?: number): void;
  /** Keeps the largest: 'longest start, ms'. */
  most(fact: string, value: number): void;
  /** What cannot be tried on this computer, and why. */
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
  const place = campaign.onRealDisk ? tmpdir() : await roomInMemory();
  const folder = await mkdtemp(join(place, `lanyard-${campaign.id}-`));
  const lost: string[] = [];
  const leftOut: string[] = [];
  const facts: Record<string, number> = {};
  let tried = 0;
  const told = () => progress({ tried, lost: lost.length });
  try {
    await campaign.run(size, {
      random: randomFrom(seed),
      folder,
      tried(count = 1) {
        tried += count;
        told();
      },
      lose(what) {
        lost.push(`${what} (seed ${seed})`);
        told();
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
 * So many tries at a time, each lane one after the other: most of a try is waiting for the disk. What
 * is random in a try has to be drawn when it is taken from `tries`, or a seed repeats nothing.
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

/** Linux keeps the files of this folder in memory. */
const filesInMemory = '/dev/shm';
/** Bytes. */
const enoughRoom = 2 ** 30;

/** Where there is too little, or somebody has said where files go, the ordinary place. */
async function roomInMemory(): Promise<string> {
  if (process.env.TMPDIR !== undefined) return tmpdir();
  const room = await statfs(filesInMemory).catch(() => null);
  return room && room.bavail * room.bsize >= enoughRoom ? filesInMemory : tmpdir();
}

export interface Random {
  /** From 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number from 0 (included) to `below` (excluded). */
  below(below: number): number;
  pick<T>(list: readonly T[]): T;
  /** Another sequence, for one of several that run side by side. */
  fork(): Random;
}

/** mulberry32: small and even enough to choose what to try; nothing secret comes from it. */
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
      if (list.length === 0) throw new Error('there is nothing to pick from');
      return list[below(list.length)] as T;
    },
    fork: () => randomFrom(below(2 ** 32)),
  };
}

function newSeed(): number {
  return Math.floor(Math.random() * 2 ** 32);
}

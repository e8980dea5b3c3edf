/** What a measurement tells: ours beside a reference taken in the same run, and the budget it is held to. */

export interface Figure {
  readonly what: string;
  /** In `unit`. */
  readonly ours: number;
  /** The same done bare, in the same run; null: there is nothing to compare with. */
  readonly reference: { readonly what: string; readonly value: number } | null;
  readonly unit: 'ms' | 'MB' | 'requests' | 'renewals';
  /** Null: told, not judged. */
  readonly budget: Budget | null;
}

export interface Budget {
  /** Ours is at most so many times the reference. */
  readonly times?: number;
  /** Ours is at most so much more than the reference. */
  readonly more?: number;
  readonly atMost?: number;
}

/** @template Setting what it needs around it */
export interface Benchmark<Setting = BenchSetting> {
  readonly id: string;
  readonly title: string;
  /** Elsewhere it is told that it was not measured, and why. */
  readonly onlyOn?: { readonly platform: NodeJS.Platform; readonly because: string };
  /** @param note a few words on how far it is */
  readonly run: (setting: Setting, note: (words: string) => void) => Promise<readonly Figure[]>;
}

/** For what is measured inside of Electron. */
export interface BenchSetting {
  /** An empty folder of its own. */
  readonly directory: string;
  readonly server: ServerHandle;
  /** Fewer rounds, for a look. */
  readonly quick: boolean;
}

/** The authorization servers, which run in a process of their own. */
export interface ServerHandle {
  /** Of a real authorization server that rotates: each refresh token is the first of a grant of its own. */
  grants(count: number): Promise<Grants>;
  /** Token endpoints that do no work, for what no real server could keep up with. */
  tokenEndpoints(count: number): Promise<readonly string[]>;
  /** The most requests that were at the token endpoints at one time: in all, and at one of them. */
  mostAtOnce(): Promise<{
    readonly inAll: number;
    readonly atOne: number;
    readonly served: number;
  }>;
}

export interface Grants {
  readonly issuer: string;
  readonly clientId: string;
  readonly refreshTokens: readonly string[];
}

/** @param share 0.5 for the median, 0.99 for p99 */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  const index = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return sorted[Math.max(0, index)] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** In ms. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Types and statistics of a measurement: the app's figure, a reference from the same run, and the budget. */

export interface Figure {
  readonly what: string;
  /** The app's value, in `unit`. */
  readonly ours: number;
  /** The same without the app, in the same run; null where there is nothing to compare with. */
  readonly reference: { readonly what: string; readonly value: number } | null;
  readonly unit: 'ms' | 'MB' | 'requests' | 'refreshes';
  /** Null for a figure that is reported only. */
  readonly budget: Budget | null;
}

export interface Budget {
  /** Maximum ratio to the reference. */
  readonly times?: number;
  /** Maximum difference to the reference. */
  readonly more?: number;
  readonly atMost?: number;
}

/** @template Setting the environment that it needs */
export interface Benchmark<Setting = BenchSetting> {
  readonly id: string;
  readonly title: string;
  /** On other platforms the report gives the reason why it was not measured. */
  readonly onlyOn?: { readonly platform: NodeJS.Platform; readonly because: string };
  /** @param note reports progress in a few words */
  readonly run: (setting: Setting, note: (text: string) => void) => Promise<readonly Figure[]>;
}

/** The environment of a benchmark inside Electron. */
export interface BenchSetting {
  /** A new, empty folder. */
  readonly directory: string;
  readonly server: ServerHandle;
  /** Fewer rounds, for a first impression. */
  readonly quick: boolean;
}

/** The authorization servers, which run in a separate process. */
export interface ServerHandle {
  /** Grants of a real authorization server that rotates refresh tokens; each token starts a separate grant. */
  grants(count: number): Promise<Grants>;
  /** Token endpoints that do no work, for a load that no real server could handle. */
  tokenEndpoints(count: number): Promise<readonly string[]>;
  /** Maximum number of simultaneous requests: in all, and at one token endpoint. */
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

/** @returns the duration in ms */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

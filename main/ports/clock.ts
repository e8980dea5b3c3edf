/** Time and timers. Needed by everything in main/connections that waits. */
export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Monotonic milliseconds; only differences mean something. May stand still while the computer sleeps. */
  elapsed(): number;
  /** Runs once, `ms` from now; also waits longer than setTimeout's limit of 24.8 days. */
  after(ms: number, run: () => void): Timer;
}

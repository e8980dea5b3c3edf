export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds on a clock that nobody sets; only differences mean something. It may stand while the computer sleeps. */
  elapsed(): number;
  /** Runs once, `ms` from now; longer waits than setTimeout's 24.8 days are the clock's business. */
  after(ms: number, run: () => void): Timer;
}

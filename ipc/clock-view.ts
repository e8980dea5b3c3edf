/** This computer's clock as the window sees it. */
export interface ClockView {
  /** Null: no server disagrees with it. */
  readonly clock: {
    /** Compared with the servers' clocks, ms; negative: it is behind. */
    readonly aheadByMs: number;
    /** The hosts that were asked; all of them agree. */
    readonly reportedBy: readonly string[];
  } | null;
}

/** What a window may know of the computer around it. */
export interface ClockView {
  /** Null: right, as far as any server has said. */
  readonly clock: {
    /** Against the servers' clocks; negative: it is behind. */
    readonly aheadByMs: number;
    /** Hosts that say so, all that were asked. */
    readonly saidBy: readonly string[];
  } | null;
}

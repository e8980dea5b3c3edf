/**
 * Compares this computer's clock with the `Date` of servers' responses (RFC 9110 §6.6.1). A server's
 * own clock may be wrong too, so all of them have to agree.
 */
import type { ClockView } from '../../../ipc/clock-view.js';
import type { Clock, Timer } from '../../ports/clock.js';

/** Tolerated difference, in ms. */
const toleratedMs = 5 * 60_000;
/** While the clock is wrong, it is checked this often whether it has been set, in ms. */
const checkMs = 10_000;
/** The wall clock moved this much against the monotonic clock: it was set, or the computer slept. */
const clockSetMs = 60_000;

export interface ClockCheck {
  /** @param serverTime in the response that has just come from this host, ms since 1970 */
  readonly observe: (host: string, serverTime: number) => void;
  view(): ClockView;
  stop(): void;
}

export function createClockCheck(clock: Clock, changed: () => void): ClockCheck {
  const aheadOf = new Map<string, number>();
  let lastOffset = 0;
  let isReported = false;
  let timer: Timer | null = null;

  const offset = () => clock.now() - clock.elapsed();

  /** Responses from before the clock was set no longer count. */
  function forgetIfSet(): void {
    if (Math.abs(offset() - lastOffset) > clockSetMs) aheadOf.clear();
  }

  function view(): ClockView {
    const all = [...aheadOf.values()];
    const allAhead = all.every((ahead) => ahead > toleratedMs);
    const allBehind = all.every((ahead) => ahead < -toleratedMs);
    if (all.length === 0 || !(allAhead || allBehind)) return { clock: null };
    const least = allAhead ? Math.min(...all) : Math.max(...all);
    return { clock: { aheadByMs: least, reportedBy: [...aheadOf.keys()].sort() } };
  }

  function report(): void {
    const wrong = view().clock !== null;
    timer?.cancel();
    timer = wrong ? clock.after(checkMs, checkAgain) : null;
    if (wrong || isReported) changed();
    isReported = wrong;
  }

  function checkAgain(): void {
    const before = aheadOf.size;
    forgetIfSet();
    if (aheadOf.size === before) timer = clock.after(checkMs, checkAgain);
    else report();
  }

  return {
    observe(host, serverTime) {
      forgetIfSet();
      lastOffset = offset();
      const ahead = clock.now() - serverTime;
      const before = aheadOf.get(host);
      aheadOf.set(host, ahead);
      // Nothing new: small differences come from the response's latency.
      if (before !== undefined && Math.abs(before - ahead) < clockSetMs) return;
      report();
    },
    view,
    stop: () => timer?.cancel(),
  };
}

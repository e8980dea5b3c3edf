/**
 * Whether this computer's clock is right, by what servers say of the time in their answers (RFC 9110
 * §6.6.1). A server's own clock may be wrong too, so all that were heard have to agree.
 */
import type { ClockView } from '../../../ipc/clock-view.js';
import type { Clock, Timer } from '../../ports/clock.js';

/** Off by less is nobody's trouble, in ms. */
const TOLERATED_MS = 5 * 60_000;
/** How often it is looked whether the clock has been set, while it is wrong, in ms. */
const LOOK_MS = 10_000;
/** The wall clock moved so much against the one that nobody sets: it was set, or the computer slept. */
const SET_MS = 60_000;

export interface ClockCheck {
  /** @param serverTime of the answer that just came from this host, ms since 1970 */
  readonly heard: (host: string, serverTime: number) => void;
  view(): ClockView;
  stop(): void;
}

export function createClockCheck(clock: Clock, changed: () => void): ClockCheck {
  const aheadOf = new Map<string, number>();
  let heardAt = 0;
  let told = false;
  let timer: Timer | null = null;

  const offset = () => clock.now() - clock.elapsed();

  /** What was heard before the clock was set tells nothing of it any more. */
  function forgetIfSet(): void {
    if (Math.abs(offset() - heardAt) > SET_MS) aheadOf.clear();
  }

  function view(): ClockView {
    const all = [...aheadOf.values()];
    const allAhead = all.every((ahead) => ahead > TOLERATED_MS);
    const allBehind = all.every((ahead) => ahead < -TOLERATED_MS);
    if (all.length === 0 || !(allAhead || allBehind)) return { clock: null };
    const least = allAhead ? Math.min(...all) : Math.max(...all);
    return { clock: { aheadByMs: least, saidBy: [...aheadOf.keys()].sort() } };
  }

  function tell(): void {
    const wrong = view().clock !== null;
    timer?.cancel();
    timer = wrong ? clock.after(LOOK_MS, retryOpening) : null;
    if (wrong || told) changed();
    told = wrong;
  }

  function retryOpening(): void {
    const before = aheadOf.size;
    forgetIfSet();
    if (aheadOf.size === before) timer = clock.after(LOOK_MS, retryOpening);
    else tell();
  }

  return {
    heard(host, serverTime) {
      forgetIfSet();
      heardAt = offset();
      const ahead = clock.now() - serverTime;
      const before = aheadOf.get(host);
      aheadOf.set(host, ahead);
      // Nothing new: a second more or less is the way the answer took.
      if (before !== undefined && Math.abs(before - ahead) < SET_MS) return;
      tell();
    },
    view,
    stop: () => timer?.cancel(),
  };
}

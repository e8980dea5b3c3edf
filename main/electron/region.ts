/**
 * Language, time zone and hour cycle as they are now. No event of every system announces a change, so they are
 * compared again while the window, which shows all the times there are, is open.
 */
import type { HourCycle, RegionView } from '../../ipc/region-view.js';
import type { Clock } from '../ports/clock.js';
import type { Region } from '../ports/region.js';

/** A change reaches the window within 3 s, ms. */
const checkIntervalMs = 1_000;

export interface RegionSources {
  readonly locale: () => string;
  readonly timeZone: () => string;
  readonly hourCycle: () => HourCycle;
}

export function createRegion(
  { locale, timeZone, hourCycle }: RegionSources,
  clock: Clock,
  isShown: () => boolean,
): Region {
  const listeners: ((view: RegionView) => void)[] = [];
  const read = (): RegionView => ({
    locale: locale(),
    timeZone: timeZone(),
    hourCycle: hourCycle(),
  });
  let view = read();

  function check(): void {
    const now = read();
    const isSame =
      now.locale === view.locale &&
      now.timeZone === view.timeZone &&
      now.hourCycle === view.hourCycle;
    if (isSame) return;
    view = now;
    listeners.forEach((notify) => notify(now));
  }
  function checkLater(): void {
    clock.after(checkIntervalMs, () => {
      if (isShown()) check();
      checkLater();
    });
  }
  checkLater();

  return {
    /** A window that opens gets the zone of now. */
    get view() {
      check();
      return view;
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

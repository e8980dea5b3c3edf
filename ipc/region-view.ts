/** The language of the app, and how this computer writes times. */
export interface RegionView {
  /** That of the messages, with the region of this computer where the two fit, such as `de-AT`. */
  readonly locale: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly hourCycle: HourCycle;
}

/** `h12`: 2:02 pm, `h23`: 14:02. */
export type HourCycle = 'h12' | 'h23';

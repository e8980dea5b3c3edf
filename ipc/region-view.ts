/** How this computer writes times, beyond the language of the messages. */
export interface RegionView {
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly hourCycle: HourCycle;
}

/** `h12`: 2:02 pm, `h23`: 14:02. */
export type HourCycle = 'h12' | 'h23';

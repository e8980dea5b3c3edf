/** A time zone by its offsets, whether or not it has a name. */
export interface ZoneRules {
  /** The offset from UTC at a time, s; positive east of Greenwich. */
  offsetAt(timeMs: number): number;
  /** Times from `fromMs` on and before `toMs` at which the offset may change, ms. */
  changes(fromMs: number, toMs: number): readonly number[];
  /** False: they are those of the present, applied to all times. */
  readonly knowsPast: boolean;
}

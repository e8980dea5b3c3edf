import type { RegionView } from '../../ipc/region-view.js';

/** Language, time zone and hour cycle, which may change while the app runs. Needed by core.ts. */
export interface Region {
  readonly view: RegionView;
  onChange(listener: (view: RegionView) => void): void;
}

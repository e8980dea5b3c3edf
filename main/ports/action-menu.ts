import type { AppAction } from '../../ipc/app-actions.js';

/** The menu of the app. Needed by main/requests. */
export interface ActionMenu {
  /** The window can carry out these now, and no others. */
  enable(actions: readonly AppAction[]): void;
}

/** The lock as the window sees it. */
export interface LockView {
  readonly isLocked: boolean;
}

import type { AttemptView } from '../../ipc/attempt-view.js';

/** The sign-in to show: the newest that has not succeeded and that the user has not closed. */
export function attemptOnScreen(
  attempts: readonly AttemptView[],
  closed: ReadonlySet<string>,
): AttemptView | null {
  return (
    attempts.findLast(({ id, phase }) => phase.kind !== 'connected' && !closed.has(id)) ?? null
  );
}

/** The sign-ins that have succeeded since `before`. */
export function newlyConnected(
  before: readonly AttemptView[],
  after: readonly AttemptView[],
): readonly AttemptView[] {
  const known = new Set(
    before.filter(({ phase }) => phase.kind === 'connected').map(({ id }) => id),
  );
  return after.filter(({ id, phase }) => phase.kind === 'connected' && !known.has(id));
}

export function hasNew(before: readonly AttemptView[], after: readonly AttemptView[]): boolean {
  const known = new Set(before.map(({ id }) => id));
  return after.some(({ id }) => !known.has(id));
}

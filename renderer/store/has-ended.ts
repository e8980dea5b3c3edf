import type { ConnectionView } from '../../ipc/connection-view.js';

/** True if access that nothing refreshes has expired. `now` in milliseconds since 1970. */
export function hasEnded(
  { state, lifetime }: Pick<ConnectionView, 'state' | 'lifetime'>,
  now: number,
): boolean {
  return state.kind === 'expires' && lifetime.kind === 'ends' && lifetime.at <= now;
}

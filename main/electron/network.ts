/**
 * The network as the system has it (proxy, certificates), on an in-memory session of our own: no
 * cookies, no cache and no credentials of the person go along (ADR 0005).
 */
import { session } from 'electron';

/** Must be called once the app is ready. */
export function createNetworkFetch(): typeof globalThis.fetch {
  const own = session.fromPartition('network', { cache: false });
  return (input, init) =>
    own.fetch(input instanceof URL ? input.href : input, { ...init, credentials: 'omit' });
}

/** Redirects of requests for metadata: a GET with nothing secret in it. */
import { NetworkFault } from './network-fault.js';

/**
 * A fetch that follows one redirect within the origin that was asked: servers move their metadata below
 * their own address. Any other redirect stays refused, for another origin may not speak for this one
 * (RFC 8414 §6.2).
 */
export function followingOnce(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const from = new URL(input instanceof Request ? input.url : input);
    try {
      return await fetch(input, init);
    } catch (error) {
      const to = error instanceof NetworkFault ? error.location : null;
      if (to?.origin !== from.origin || to.href === from.href) throw error;
      return fetch(to.href, init);
    }
  };
}

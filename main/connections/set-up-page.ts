/**
 * The service's pages on which the user registers a client, where its definition is a file that somebody
 * may have changed: at a host that no connection knows they open once the user has agreed (N8).
 */
import type { Connection } from './connection.js';
import { isKnownOrigin, isSameOrigin } from './registration/moved-server.js';
import type { Service } from './service.js';

/** The server of a connection, and the page; null: there is nothing to agree to. */
export function movedSetUpPage(
  page: string,
  { id, source }: Pick<Service, 'id' | 'source'>,
  all: readonly Connection[],
): { readonly from: string; readonly to: string } | null {
  const connections = all.filter(({ serviceId }) => serviceId === id);
  const [first] = connections;
  // The pages of shipped definitions come with the app.
  if (first === undefined || source !== 'file') return null;
  const isKnown = connections.some(
    (each) =>
      isKnownOrigin(page, each) ||
      (each.accountPage !== null && isSameOrigin(page, each.accountPage)),
  );
  if (isKnown) return null;
  const { authorizationEndpoint, issuer } = first.server;
  return { from: authorizationEndpoint ?? issuer, to: page };
}

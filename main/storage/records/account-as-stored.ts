/** The account of a connection as it is on disk, where older versions know of no unidentified one. */
import type { Account, Connection } from '../../connections/connection.js';

/** As `randomUUID` makes them. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * On disk an unidentified account is called by its service's name. Older versions show that, and wrote
 * nothing else: they are recognized by an id of the app's own as the subject, at a server that cannot
 * be asked.
 */
export function unnamed({
  account,
  server,
  grant,
  hasIdTokenClaims,
  connectedAt,
}: Connection): Account {
  if (account.unidentified !== undefined) return { ...account, name: null };
  const cannotBeAsked = server.userinfoEndpoint === null || grant === 'server_held';
  return cannotBeAsked && !hasIdTokenClaims && account.email === null && uuid.test(account.subject)
    ? { ...account, name: null, unidentified: { timesAsked: 0, lastAskedAt: connectedAt } }
    : account;
}

export function nameAsStored({ account, serviceName }: Connection): Account {
  const isNameless = account.unidentified !== undefined && account.name === null;
  return isNameless ? { ...account, name: serviceName } : account;
}

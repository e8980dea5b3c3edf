/** The identity of a connection's account: `iss` and `sub` together, never e-mail or name (OpenID Connect Core §5.7). */
import { formatMessage } from '../../messages/format.js';
import type { Account, Connection } from './connection.js';

export function isIdentified({ unidentified }: Account): boolean {
  return unidentified === undefined;
}

/** Two accounts that the service has not identified are never the same: nobody can tell. */
export function isSameAccount(one: Account, other: Account): boolean {
  const bothAreKnown = isIdentified(one) && isIdentified(other);
  return bothAreKnown && one.issuer === other.issuer && one.subject === other.subject;
}

/** Null: the service gave none. A subject identifier means nothing to a person. */
export function accountName({ name, email }: Account): string | null {
  return name ?? email;
}

/** The user's own label, else the account's name, else what is known: the service. */
export function labelOf({ ownLabel, account, serviceName }: Connection): string {
  const name = ownLabel ?? accountName(account);
  return name ?? formatMessage('account.unnamed', { service: serviceName });
}

/** The identity of a connection's account: `iss` and `sub` together, never e-mail or name (OpenID Connect Core §5.7). */
import type { AccountView } from '../../ipc/connection-view.js';
import { formatMessage } from '../../messages/format.js';
import type { Identity } from '../oauth/identity-claims.js';
import { hostOf } from '../oauth/outcome.js';
import { outsideText } from '../text/outside-text.js';
import type { Account, Connection } from './connection.js';
import { isSameSubject } from './without-secrets.js';

export function isIdentified({ unidentified }: Account): boolean {
  return unidentified === undefined;
}

/** Two accounts that the service has not identified are never the same: nobody can tell. */
export function isSameAccount(one: Account, other: Account): boolean {
  const bothAreKnown = isIdentified(one) && isIdentified(other);
  return bothAreKnown && one.issuer === other.issuer && isSameSubject(one.subject, other.subject);
}

/** True if both are identified, and not the same. */
export function isOtherAccount(one: Account, other: Account): boolean {
  return isIdentified(one) && isIdentified(other) && !isSameAccount(one, other);
}

/** The account once the service has said whose it is; one that was identified before stays. */
export function identified(account: Account, identity: Identity | null): Account {
  if (isIdentified(account) || identity === null) return account;
  return { issuer: account.issuer, ...identity };
}

/** Null: the service gave none. A subject identifier means nothing to a person. */
export function accountName(account: Account): string | null {
  const { name, email } = accountView(account);
  return name ?? email;
}

/** The account for display. What is stored may be from a version that filtered less. */
export function accountView({ name, email }: AccountView): AccountView {
  return {
    name: name === null ? null : outsideText('login', name),
    email: email === null ? null : outsideText('account', email),
  };
}

/** The service's name for display, else its server. */
export function serviceNameOf({
  serviceName,
  server,
}: Pick<Connection, 'serviceName' | 'server'>): string {
  return outsideText('service', serviceName) ?? hostOf(server.issuer) ?? '';
}

/** The user's own label; null: they gave none. */
export function ownLabelOf({ ownLabel }: Pick<Connection, 'ownLabel'>): string | null {
  return ownLabel === null ? null : outsideText('label', ownLabel);
}

/** The user's own label, else the account's name, else what is known: the service. */
export function labelOf(connection: Connection): string {
  const name = ownLabelOf(connection) ?? accountName(connection.account);
  return name ?? formatMessage('account.unnamed', { service: serviceNameOf(connection) });
}

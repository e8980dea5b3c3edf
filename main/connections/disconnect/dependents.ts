/** The connections that are affected when one of them ends at its service. */
import type { Dependents } from '../../../ipc/connection-view.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import { isSameAccount, labelOf } from '../identity.js';
import { isUnknown } from '../unknown-value.js';

export function dependentsOf(connection: Connection, store: ConnectionStore): Dependents {
  const others = store
    .all()
    .map(({ connection: other }) => other)
    .filter(({ id }) => id !== connection.id);
  const end = others.filter((other) => endsWith(other, connection));
  const mayEnd = others.filter((other) => !end.includes(other) && sharesGrant(other, connection));
  const signIn = others.filter((other) => signsInThrough(other, connection));
  return {
    endsWithIt: end.map(labelOf),
    mayEndToo: mayEnd.map(labelOf),
    signsInThroughIt: signIn.map(labelOf),
  };
}

/** The service ends a whole account or organisation. */
function endsWith(other: Connection, connection: Connection): boolean {
  return connection.endsSiblings === true && other.serviceId === connection.serviceId;
}

/** A server may keep one grant per account and client, and revoke all tokens of it (RFC 7009 §2.1). */
function sharesGrant(other: Connection, connection: Connection): boolean {
  return (
    isSameAccount(other.account, connection.account) &&
    other.registration.clientId === connection.registration.clientId
  );
}

/** Its assertions are made from the ID token of this connection. */
function signsInThrough({ assertion }: Connection, { id }: Connection): boolean {
  if (assertion === undefined || isUnknown(assertion)) return false;
  return assertion.kind === 'identity_provider' && assertion.connectionId === id;
}

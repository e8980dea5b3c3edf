/** The identity of a connection's account: `iss` and `sub` together, never e-mail or name (OpenID Connect Core §5.7). */
import type { Account } from './connection.js';

export function isSameAccount(one: Account, other: Account): boolean {
  return one.issuer === other.issuer && one.subject === other.subject;
}

/** The name of an account where the user gave no label. */
export function accountName(account: Account): string {
  return account.name ?? account.email ?? account.subject;
}

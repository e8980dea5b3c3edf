/** Whose account a connection is: `iss` + `sub` together, never e-mail or name (OpenID Connect Core §5.7). */
import type { Account } from './connection.js';

export function isSameAccount(one: Account, other: Account): boolean {
  return one.issuer === other.issuer && one.subject === other.subject;
}

/** What an account is called where the person gave no label of their own. */
export function accountName(account: Account): string {
  return account.name ?? account.email ?? account.subject;
}

/** Accounts of the practice service: the first sign-in with a name creates one. */
import { createHash } from 'node:crypto';

/** @typedef {import('./pages.mjs').Account} Account */

/**
 * The same name in other spacing or capitals is the same account.
 * @param {string} typed
 * @returns {Account | undefined} undefined if that is no name
 */
export function accountNamed(typed) {
  const name = typed.normalize('NFKC').trim().replace(/\s+/g, ' ').slice(0, 60);
  if (name === '') return undefined;
  const folded = name.toLowerCase();
  const accountId = createHash('sha256').update(folded).digest('hex').slice(0, 16);
  const mailbox = folded
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '');
  return { accountId, name, email: `${mailbox || accountId}@practice.example` };
}

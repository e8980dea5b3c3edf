/** Checks of what a device authorization shows to the user: a code to enter, and where (RFC 8628 §3.3). */
import { isProtectedAddress } from './server-address.js';

const longestUserCode = 64;
/** Two words and a number; four groups would be a sentence. */
const mostUnevenGroups = 3;
/** A QR code holds no more than 2,953 bytes. */
const longestPage = 2_048;

/**
 * Letters, digits and few separators: anything else is hard to enter, and could be prose that passes
 * for a word of the app. Blanks are only between groups of even length, as in "1234 5678";
 * three groups of letters would be a short sentence. Uneven groups with full stops would be a host.
 */
export function isUserCode(text: string): boolean {
  if (text.length > longestUserCode || !/^[a-z\d]+([-._ ][a-z\d]+)*$/i.test(text)) return false;
  const groups = text.split(/[-._ ]/);
  if (text.includes('.') && new Set(groups.map(({ length }) => length)).size > 1) return false;
  if (areEven(groups)) return !text.includes(' ') || groups.length === 2 || /^[\d ]+$/.test(text);
  return !text.includes(' ') && groups.length <= mostUnevenGroups;
}

/** Only the last group may be shorter than the others. */
function areEven(groups: readonly string[]): boolean {
  const [first = ''] = groups;
  const last = groups.at(-1) ?? '';
  const areAlike = groups.slice(0, -1).every((group) => group.length === first.length);
  return areAlike && last.length <= first.length;
}

export function isVerificationPage(address: string): boolean {
  return address.length <= longestPage && isProtectedAddress(address);
}

/** True if a page with the code in it is at the origin that the user is shown: what is shown is what opens. */
export function isPageAt(shown: string, complete: string): boolean {
  return isVerificationPage(complete) && new URL(complete).origin === new URL(shown).origin;
}

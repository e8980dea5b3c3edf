/**
 * Addresses of services that run on many servers: `https://{host}/oauth/token`. What a person or a
 * file puts in stays within the place it was put in, or nothing is filled in at all.
 */
import { parseServerAddress } from '../oauth/server-address.js';

const placeholder = /\{([a-z][A-Za-z0-9]*)\}/g;
const longest = 253;

export function placeholdersIn(address: string): readonly string[] {
  return [...address.matchAll(placeholder)].flatMap((match) => match[1] ?? []);
}

/** As people paste it: without `https://`, a final slash or spaces around. */
export function tidyValue(typed: string): string {
  return typed
    .trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/$/, '');
}

/** What is wrong with a value; null: nothing. Letters, digits, `.`, `-`, `_`, and a port at the end. */
export function valueProblem(value: string): string | null {
  if (value === '') return 'is empty';
  if (value.length > longest) return `is longer than ${longest} characters`;
  const hostSafe = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?::\d{1,5})?$/.test(value);
  return hostSafe && !value.includes('..')
    ? null
    : 'holds something else than letters, digits, dots, hyphens and a port';
}

/**
 * @returns null when a value is missing or unfit, or when the address would not be the one meant:
 * the same scheme, path, query and fragment, and a host that differs in the value's place only.
 */
export function fillIn(template: string, values: Readonly<Record<string, string>>): string | null {
  const isFit = (name: string) =>
    Object.hasOwn(values, name) && valueProblem(values[name] ?? '') === null;
  if (!placeholdersIn(template).every(isFit)) return null;
  const filled = template.replaceAll(placeholder, (_, name: string) => values[name] ?? '');
  if (!URL.canParse(filled)) return null;
  const url = new URL(filled);
  const isWhole = url.username === '' && url.password === '' && hostOf(filled) === url.host;
  return isWhole && parseServerAddress(url.origin).kind === 'ok' ? filled : null;
}

/** The host as written; what URL makes of it has to be the same, in lower case and without https's port. */
function hostOf(address: string): string | null {
  const host = /^https?:\/\/([^/?#]*)/.exec(address)?.[1]?.toLowerCase();
  return host?.replace(/:443$/, '') ?? null;
}

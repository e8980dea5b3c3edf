/**
 * Addresses of services that run on many servers: `https://{host}/oauth/token`. A value from a user or
 * a file stays within its place in the address, or nothing is filled in at all.
 */
import type { DefinitionProblemReason } from '../../ipc/service-view.js';
import { parseServerAddress } from '../oauth/server-address.js';

const placeholder = /\{([a-z][A-Za-z0-9]*)\}/g;
const longest = 253;

export function placeholdersIn(address: string): readonly string[] {
  return [...address.matchAll(placeholder)].flatMap((match) => match[1] ?? []);
}

/** Removes what people paste along: `https://`, a final slash, spaces around. */
export function tidyValue(typed: string): string {
  return typed
    .trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/$/, '');
}

/** Why a value is not accepted; null for letters, digits, `.`, `-`, `_`, and a port at the end. */
export function valueProblem(value: string): DefinitionProblemReason | null {
  if (value === '') return { code: 'empty' };
  if (value.length > longest) return { code: 'too_long', values: { maximum: longest } };
  const hostSafe = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?::\d{1,5})?$/.test(value);
  return hostSafe && !value.includes('..') ? null : { code: 'host_characters' };
}

/**
 * @returns null when a value is missing or not accepted, or when the URL parser would not read the
 *   address as the template means it: a host that differs in the value's place, and nothing else.
 */
export function fillIn(template: string, values: Readonly<Record<string, string>>): string | null {
  const isFit = (name: string) =>
    Object.hasOwn(values, name) && valueProblem(values[name] ?? '') === null;
  if (!placeholdersIn(template).every(isFit)) return null;
  const filled = template.replaceAll(placeholder, (_, name: string) => values[name] ?? '');
  if (!URL.canParse(filled)) return null;
  const url = new URL(filled);
  const isComplete = url.username === '' && url.password === '' && hostOf(filled) === url.host;
  return isComplete && parseServerAddress(url.origin).kind === 'ok' ? filled : null;
}

/** The host as written, in lower case and without https's port; the URL parser has to read the same. */
function hostOf(address: string): string | null {
  const host = /^https?:\/\/([^/?#]*)/.exec(address)?.[1]?.toLowerCase();
  return host?.replace(/:443$/, '') ?? null;
}

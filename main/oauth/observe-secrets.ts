/** Learns secrets from the protocol itself: what each request carries, and what each response issues. */
import { type JsonValue, parseJson } from '../text/json.js';
import { isCredentialName, isSecretParameter } from './credential-names.js';
import { jsonWithin } from './token-member-names.js';

/**
 * Wraps a fetch and reports every secret that passes, before anyone reads the response.
 *
 * @param note gets the host, and the secrets of one message
 */
export function observeSecrets(
  fetch: typeof globalThis.fetch,
  note: (host: string, secrets: readonly string[]) => void,
): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    note(url.host, secretsInRequest(url, init));
    const response = await fetch(input, init);
    if (!response.ok || response.body === null) return response;
    // Read once and handed on: to clone it would read it twice, side by side.
    const { status, statusText, headers } = response;
    const body = await response.arrayBuffer();
    note(url.host, secretsInText(new TextDecoder().decode(body), isCredentialName));
    return new Response(body, { status, statusText, headers });
  };
}

function secretsInRequest(url: URL, init: RequestInit | undefined): readonly string[] {
  const headers = new Headers(init?.headers);
  const { body } = init ?? {};
  const text = typeof body === 'string' || body instanceof URLSearchParams ? String(body) : '';
  return [
    ...secretsInForm(url.searchParams, isSecretParameter),
    ...secretsInText(text, isSecretParameter),
    ...secretsInAuthorization(headers.get('authorization') ?? ''),
    ...[headers.get('dpop')].filter((proof) => proof !== null),
  ];
}

/** RFC 9110 §11.6.2; the user and the password of Basic are form-encoded (RFC 6749 §2.3.1). */
function secretsInAuthorization(header: string): readonly string[] {
  const [scheme = '', credentials = ''] = header.split(' ');
  if (!/^basic$/i.test(scheme)) return credentials === '' ? [] : [credentials];
  const decoded = Buffer.from(credentials, 'base64').toString('utf8');
  return [credentials, decoded.slice(decoded.indexOf(':') + 1)];
}

type IsSecret = (name: string) => boolean;

/** No message of the protocol nests deeper. */
const maxDepth = 20;

function secretsInText(text: string, isSecret: IsSecret): readonly string[] {
  const json = parseJson(text);
  if (json !== undefined) return secretsInJson(jsonWithin(json), isSecret);
  return /^[\w.-]+=[^\s]*$/.test(text) ? secretsInForm(new URLSearchParams(text), isSecret) : [];
}

function secretsInForm(parameters: URLSearchParams, isSecret: IsSecret): readonly string[] {
  return [...parameters].flatMap(([name, value]) => (isSecret(name) ? [value] : []));
}

function secretsInJson(
  received: JsonValue,
  isSecret: IsSecret,
  name = '',
  depth = 0,
): readonly string[] {
  const value = jsonWithin(received);
  // A sentence about a token is none.
  if (typeof value === 'string') return isSecret(name) && !/\s/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null || depth > maxDepth) return [];
  const inside = (each: JsonValue, member: string) =>
    secretsInJson(each, isSecret, member, depth + 1);
  if (value instanceof Array) return value.flatMap((each) => inside(each, name));
  // A token may be in an object of its own.
  return Object.entries(value).flatMap(([member, each]) =>
    inside(each, member === 'value' ? name : member),
  );
}

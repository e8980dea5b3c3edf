/**
 * The form of a token response: its status, its media type and what its JSON is wrapped in. Servers
 * that get one of these wrong have issued tokens all the same.
 */
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../text/json.js';
import { isJson } from './bounded-fetch.js';
import type { HttpResponse } from './http-response.js';
import { inStandardNames, jsonWithin } from './token-member-names.js';

/**
 * A success whose body holds one whole JSON object, or the same as a form, in the form of RFC 6749
 * §5.1: status 200, `application/json`. Any other response is returned itself.
 */
export function inStandardForm(response: HttpResponse): HttpResponse {
  if (!isSuccess(response)) return response;
  const whole = response.body ?? unwrapped(response.text);
  const body = whole && inStandardNames(whole);
  const isStandard = response.status === 200 && isJson(response) && response.body === body;
  if (body === null || isStandard) return response;
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/json');
  return { ...response, status: 200, headers, body };
}

export function isSuccess({ status }: Pick<HttpResponse, 'status'>): boolean {
  return status >= 200 && status < 300;
}

function unwrapped(received: string): JsonObject | null {
  const text = received.replace(/^\uFEFF/, '').trim();
  const parsed = parseJson(text);
  if (parsed === undefined) return formIn(text);
  const value = jsonWithin(parsed);
  const whole = Array.isArray(value) && value.length === 1 ? (value[0] as JsonValue) : value;
  return isJsonObject(whole) ? whole : null;
}

/** The members of a form (`application/x-www-form-urlencoded`) with a token or an error. */
function formIn(text: string): JsonObject | null {
  if (!/^(?:[\w.~%+-]+=[^&\s"<]*(?:&|$))+$/.test(text)) return null;
  const members = Object.fromEntries(new URLSearchParams(text));
  return inStandardNames(members)['access_token'] || members['error'] ? members : null;
}

/** True for a success that says something else than tokens: services put their refusals into one. */
export function isStatement(body: JsonObject): boolean {
  const names = namesIn(body);
  return names.length > 0 && !names.some((name) => /token/i.test(name));
}

/** The refusal that a success is whose body is neither JSON nor a page but words; null: it is none. */
export function refusalInPlainText(response: HttpResponse): HttpResponse | null {
  const { text, body } = response;
  const words = text.trim();
  const isPlainText =
    isSuccess(response) &&
    body === null &&
    words.length < 500 &&
    /^[^<{[][^<]*\s[^<]*$/.test(words) &&
    !/token"?\s*[:=]/i.test(words);
  if (!isPlainText) return null;
  const headers = new Headers(response.headers);
  headers.set('content-type', 'text/plain');
  return { ...response, status: 400, headers };
}

/** The members at any depth that have a value. */
function namesIn(value: JsonValue, depth = 0): readonly string[] {
  if (typeof value !== 'object' || value === null || depth > deepestMember) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    inner === null || inner === '' || inner === false
      ? []
      : [name, ...namesIn(inner as JsonValue, depth + 1)],
  );
}

const deepestMember = 6;

/** The refresh token in a token response, read by itself: whatever becomes of the rest, it is kept. */
import { isJsonObject, type JsonValue, parseJson } from '../text/json.js';
import type { HttpResponse } from './http-response.js';
import { longestToken } from './issued-token.js';
import { jsonWithin, plainName, tokenIn } from './token-member-names.js';

/**
 * The refresh token in a response that may yet be refused, whatever else is wrong with it; null when
 * there is none to keep.
 */
export function refreshTokenIn({ status, text }: HttpResponse): string | null {
  if (status < 200 || status > 299) return null;
  const received = text.replace(/^\uFEFF/, '').trim();
  const token = refreshTokenInBody(received, parseJson(received));
  return token !== null && token.length <= longestToken ? token : null;
}

function refreshTokenInBody(text: string, parsed: JsonValue | undefined): string | null {
  if (parsed === undefined) return refreshTokenInText(text);
  const body = jsonWithin(parsed);
  const named = refreshTokenOf(body);
  // An error may repeat a part of the request.
  return named ?? (isError(body) ? null : refreshTokenAnywhere(body));
}

function isError(body: JsonValue): boolean {
  return (
    isJsonObject(body) &&
    (Boolean(body['error']) || Boolean(body['errors']) || body['success'] === false)
  );
}

const name = 'refresh_token';

function refreshTokenOf(value: JsonValue): string | null {
  if (!isJsonObject(value)) return null;
  return tokenIn(value[name], name) ?? tokenIn(valueSpelled(value), name);
}

/** The member in another spelling: `refreshToken`, `RefreshToken`, `refresh-token`. */
function valueSpelled(members: Readonly<Record<string, JsonValue>>): JsonValue | undefined {
  const found = Object.entries(members).find(
    ([each, value]) => plainName(each) === 'refreshtoken' && value !== null && value !== '',
  );
  return found?.[1];
}

/** Level by level, and without recursion: a body may be nested more deeply than a stack is. */
function refreshTokenAnywhere(body: JsonValue): string | null {
  const found: JsonValue[] = [body];
  // Grows while it is walked.
  for (const each of found) {
    const token = refreshTokenOf(each);
    if (token !== null) return token;
    if (typeof each !== 'object' || each === null) continue;
    for (const inner of Object.values(each)) found.push(jsonWithin(inner));
  }
  return null;
}

const spelled = 'refresh[_-]?token';
const inJson = new RegExp(
  String.raw`"${spelled}"\s*:\s*(?:\{\s*"(?:token|value)"\s*:\s*)?("[^"\\]+(?:\\.[^"\\]*)*")`,
  'i',
);
/** In the notation of other languages, and in XML. */
const inOthers = [
  new RegExp(String.raw`'${spelled}'\s*(?::|=>)\s*'([^'\\]+)'`, 'i'),
  new RegExp(String.raw`<(?:\w+:)?${spelled}>\s*([^<>\s&]+)\s*</`, 'i'),
];

/** Finds it in what is no JSON, also where that is cut off, and in a form. */
function refreshTokenInText(text: string): string | null {
  const [, quoted] = inJson.exec(text) ?? [];
  if (quoted !== undefined) return tokenIn(parseJson(quoted), name);
  const isForm = /^(?:[\w.~%+-]+=[^&\s"<]*(?:&|$))+$/.test(text);
  if (isForm) return refreshTokenOf(Object.fromEntries(new URLSearchParams(text)));
  const [other] = inOthers.flatMap((pattern) => pattern.exec(text)?.[1] ?? []);
  return other ?? null;
}

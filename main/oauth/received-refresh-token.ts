/** The refresh token in a token response, read by itself: whatever becomes of the rest, it is kept. */
import { type JsonValue, parseJson, parseJsonObject } from '../text/json.js';
import type { HttpResponse } from './http-response.js';
import { longestToken } from './issued-token.js';

/**
 * The refresh token in a response that may yet be refused, whatever else is wrong with it; null when
 * there is none to keep.
 */
export function refreshTokenIn({ status, text }: HttpResponse): string | null {
  if (status < 200 || status > 299) return null;
  const body = parseJsonObject(text.replace(/^\uFEFF/, ''));
  // An error may repeat a part of the request.
  const isError =
    body !== null &&
    (Boolean(body['error']) || Boolean(body['errors']) || body['success'] === false);
  const named = body?.['refresh_token'];
  const isText = typeof named === 'string' && named !== '';
  const token = isText ? named : isError ? null : refreshTokenInText(text);
  const isToken = typeof token === 'string' && token !== '' && token.length <= longestToken;
  return isToken ? token : null;
}

/** Finds it at any depth of JSON, also where that is cut off, and in a form. */
function refreshTokenInText(text: string): JsonValue | undefined {
  const [, inJson] =
    /"refresh_?[tT]oken"\s*:\s*(?:\{\s*"(?:token|value)"\s*:\s*)?("[^"\\]+(?:\\.[^"\\]*)*")/.exec(
      text,
    ) ?? [];
  if (inJson !== undefined) return parseJson(inJson);
  const isForm = /^(?:[\w.~%+-]+=[^&\s"<]*(?:&|$))+$/.test(text.trim());
  return isForm ? (new URLSearchParams(text.trim()).get('refresh_token') ?? undefined) : undefined;
}

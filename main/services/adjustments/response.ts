/** Reads and edits a service's responses; the response that came stays readable. */
import { type JsonObject, parseJsonObject } from '../../text/json.js';

/** The body as a JSON object; null when it is not one. Never rejects. */
export async function jsonBody(response: Response): Promise<JsonObject | null> {
  try {
    // Response.json() drops a byte order mark, with which the body is not JSON (RFC 8259 §8.1).
    const bytes = await response.clone().arrayBuffer();
    return parseJsonObject(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
}

export interface ResponseEdit {
  readonly status?: number;
  readonly body: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Edits a JSON object; anything else, and a body for which `edit` returns null, stays as it came. */
export async function editResponse(
  response: Response,
  edit: (body: JsonObject) => ResponseEdit | null,
): Promise<Response> {
  const body = await jsonBody(response);
  const edited = body === null ? null : edit(body);
  if (edited === null) return response;
  const headers = new Headers(response.headers);
  // They describe the body that came.
  headers.delete('content-length');
  headers.delete('content-encoding');
  for (const [name, value] of Object.entries(edited.headers ?? {})) headers.set(name, value);
  return new Response(JSON.stringify(edited.body), {
    status: edited.status ?? response.status,
    headers,
  });
}

/** RFC 7009 §2.2: revoked, or not valid in the first place. */
export function revoked(): Response {
  return new Response(null, { status: 200 });
}

/** RFC 7009 §2.2.1, without a request: the service cannot revoke tokens of this kind. */
export function unsupportedTokenType(): Response {
  return Response.json({ error: 'unsupported_token_type' }, { status: 400 });
}

/** An error under its OAuth name; the service's own name goes to the description, for support. */
export function renameError(body: JsonObject, names: Readonly<Record<string, string>>): JsonObject {
  const { error, error_description: description } = body;
  const name = typeof error === 'string' && Object.hasOwn(names, error) ? names[error] : undefined;
  if (typeof error !== 'string' || name === undefined) return body;
  const text = typeof description === 'string' ? `${error}: ${description}` : error;
  return { ...body, error: name, error_description: text };
}

/** RFC 6750 §3: the token was refused. */
export const invalidTokenChallenge = { 'www-authenticate': 'Bearer error="invalid_token"' };

/** Answers of servers, read and made anew; the one that came stays readable. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** The body as a JSON object; null when it is none. */
export async function jsonOf(response: Response): Promise<JsonObject | null> {
  try {
    // Response.json() would take a byte order mark away, which makes it no JSON (RFC 8259 §8.1).
    const bytes = await response.clone().arrayBuffer();
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface ResponseEdit {
  readonly status?: number;
  readonly body: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A JSON object changed by `change`; what is none, or what `change` has nothing to do with (null), as it came. */
export async function changed(
  response: Response,
  change: (body: JsonObject) => ResponseEdit | null,
): Promise<Response> {
  const body = await jsonOf(response);
  const made = body === null ? null : change(body);
  if (made === null) return response;
  const headers = new Headers(response.headers);
  // They were of the body that came.
  headers.delete('content-length');
  headers.delete('content-encoding');
  for (const [name, value] of Object.entries(made.headers ?? {})) headers.set(name, value);
  return new Response(JSON.stringify(made.body), {
    status: made.status ?? response.status,
    headers,
  });
}

/** RFC 7009 §2.2: revoked, or not valid in the first place. */
export function revoked(): Response {
  return new Response(null, { status: 200 });
}

/** RFC 7009 §2.2.1, said by us without asking: the service has no way to revoke tokens of this kind. */
export function unsupportedTokenType(): Response {
  return Response.json({ error: 'unsupported_token_type' }, { status: 400 });
}

/** An error under its OAuth name; the service's own name goes to the description, for support. */
export function renamed(body: JsonObject, names: Readonly<Record<string, string>>): JsonObject {
  const { error, error_description: description } = body;
  if (typeof error !== 'string' || !Object.hasOwn(names, error)) return body;
  const words = typeof description === 'string' ? `${error}: ${description}` : error;
  return { ...body, error: names[error], error_description: words };
}

/** RFC 6750 §3: the token is not taken. */
export const invalidTokenChallenge = { 'www-authenticate': 'Bearer error="invalid_token"' };

/**
 * The form of a registration response: its status, its media type, what its JSON is wrapped in and how
 * its members are spelled. A server that gets one of these wrong has registered the app all the same.
 */
import { isJsonObject, type JsonObject, type JsonValue, parseJsonObject } from '../text/json.js';
import type { HttpResponse } from './http-response.js';
import { valueNamed } from './token-member-names.js';
import { isSuccess } from './token-response-form.js';

/**
 * Evens out what oauth4webapi would refuse: another status and media type of a success (RFC 7592 §3 has
 * 200 anyway), `null` and `""` for what is not there, a number for a client ID, and a secret without a
 * statement of when it ends. A refusal that was sent with the status of a success gets one that it
 * should have.
 */
export function tidyRegistrationResponse(response: HttpResponse): HttpResponse {
  const received = response.body ?? parseJsonObject(response.text.replace(/^\uFEFF/, ''));
  if (!isSuccess(response)) return response;
  if (received === null) return { ...response, status: 201 };
  if (isRefusal(received, ['error', 'errors'])) return { ...response, status: 400 };
  const client = clientIn(received, response.text);
  if (isRefusal(client, ['message', 'msg', 'detail'])) return { ...response, status: 400 };
  const body: JsonObject = Object.fromEntries(
    Object.entries(client).filter(([, value]) => value !== null && value !== ''),
  );
  const { client_secret_expires_at: end = 0, ...others } = body;
  const isDigits = typeof end === 'string' && /^\d+$/.test(end);
  const secretEnd = { client_secret_expires_at: isDigits ? Number(end) : end };
  const tidied = { ...others, ...(body['client_secret'] === undefined ? {} : secretEnd) };
  const headers = new Headers(response.headers);
  // A page without a client is that of a network.
  if (typeof body['client_id'] === 'string') headers.set('content-type', 'application/json');
  return { ...response, status: 201, headers, text: JSON.stringify(tidied), body: tidied };
}

function isRefusal(body: JsonObject, statements: readonly string[]): boolean {
  const { client_id: clientId } = body;
  return (clientId ?? '') === '' && statements.some((name) => Boolean(body[name]));
}

const deepestClient = 3;

/** The registration itself, which may be below other members, such as `data` or `client`. */
function clientIn(body: JsonObject, text: string): JsonObject {
  let level: readonly JsonValue[] = [body];
  for (let depth = 0; depth <= deepestClient; depth += 1) {
    const client = level
      .flatMap((each) => (isJsonObject(each) ? [inStandardNames(each, text)] : []))
      .find((each) => typeof each['client_id'] === 'string');
    if (client !== undefined) return client;
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
  }
  return body;
}

/** RFC 7591 §3.2.1 and RFC 7592 §3. */
const names = [
  ...['client_id', 'client_secret', 'client_secret_expires_at', 'redirect_uris'],
  ...['token_endpoint_auth_method', 'registration_access_token', 'registration_client_uri'],
];

function inStandardNames(body: JsonObject, text: string): JsonObject {
  const members = names.flatMap((name) => {
    const value = valueNamed(body, name);
    if (value === undefined) return [];
    return [[name, name === 'client_id' ? textOfNumber(value, text) : value] as const];
  });
  return { ...body, ...Object.fromEntries(members) };
}

/** A client ID that was sent as a number, with all its digits. */
function textOfNumber(value: JsonValue, text: string): JsonValue {
  if (typeof value !== 'number') return value;
  const [, digits] = /"client_?id"\s*:\s*(\d+)\s*[,}]/i.exec(text) ?? [];
  return digits ?? value;
}

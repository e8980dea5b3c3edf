/**
 * The members of a token response under the names that servers give them: `accessToken`, `AccessToken`
 * and `access-token` are all `access_token` (RFC 6749 §5.1).
 */
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../text/json.js';

const tokenNames = ['access_token', 'refresh_token', 'id_token'];
const otherNames = ['token_type', 'scope'];

/** A name without what spellings differ in: its case, and the characters between its words. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The value of the first member that has one of these names, however it is spelled. */
export function valueNamed(body: JsonObject, ...names: readonly string[]): JsonValue | undefined {
  for (const name of names) {
    const exact = Object.hasOwn(body, name) ? body[name] : undefined;
    if (exact !== undefined && exact !== null) return exact;
    const [, other] =
      Object.entries(body).find(
        ([each, value]) => value !== null && plainName(each) === plainName(name),
      ) ?? [];
    if (other !== undefined) return other;
  }
  return undefined;
}

/** The token in a member, which some servers put into an object of its own; null: there is none. */
export function tokenIn(value: JsonValue | undefined, name: string): string | null {
  const token = isJsonObject(value) ? valueNamed(value, 'token', 'value', name) : value;
  return typeof token === 'string' && token !== '' ? token : null;
}

/** The same body with the names of the standard, where it has an access token; any other is returned itself. */
export function inStandardNames(body: JsonObject): JsonObject {
  const isError = typeof body['error'] === 'string' && body['error'] !== '';
  const accessToken = tokenIn(valueNamed(body, 'access_token'), 'access_token');
  if (accessToken === null || (isError && typeof body['access_token'] !== 'string')) return body;
  const tokens = tokenNames.map(
    (name) => [name, tokenIn(valueNamed(body, name), name) ?? undefined] as const,
  );
  const others = otherNames.map((name) => [name, valueNamed(body, name)] as const);
  const renamed = [...tokens, ...others].flatMap(([name, value]) =>
    value === undefined || value === body[name] ? [] : [[name, value] as const],
  );
  return renamed.length === 0 ? body : { ...body, ...Object.fromEntries(renamed) };
}

/** JSON that was written into a text, as gateways pass a body on; any other value is returned itself. */
export function jsonWithin(value: JsonValue): JsonValue {
  const isText = typeof value === 'string' && /^\s*[[{]/.test(value);
  return isText ? (parseJson(value) ?? value) : value;
}

const deepestMember = 3;

/** The first member of this name, however it is spelled, level by level: Odoo wraps a reply into `result`. */
export function memberWithin(body: JsonObject, name: string): JsonValue | undefined {
  let level: readonly JsonValue[] = [body];
  for (let depth = 0; depth <= deepestMember; depth += 1) {
    const objects = level.map(jsonWithin).filter((each) => isJsonObject(each));
    const found = objects.map((each) => valueNamed(each, name)).find((each) => each !== undefined);
    if (found !== undefined) return found;
    level = objects.flatMap((each) => Object.values(each));
  }
  return undefined;
}

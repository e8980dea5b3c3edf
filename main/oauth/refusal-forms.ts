/**
 * The ways in which a token endpoint refuses other than by the standard's `error` (RFC 6749 §5.2), as
 * far as a service is known to. Standard errors are recognized besides, at every service.
 */
import { type JsonObject, valueAt } from '../text/json.js';

/** One known answer. All its parts have to fit. */
export interface RefusalForm {
  /** Null: any. */
  readonly status: number | null;
  /** Members of the body by path, e.g. `error` or `errors.0.errorType`. Text is compared without its case. */
  readonly body: Readonly<Record<string, string | number | { readonly startsWith: string }>>;
}

/** `standard`: known to follow RFC 6749 §5.2; null: nobody knows. */
export type KnownRefusal = readonly RefusalForm[] | 'standard' | null;

export interface Refusals {
  /** The refresh token is expired, revoked or was never valid (`invalid_grant`). */
  readonly deadRefreshToken: KnownRefusal;
  /** The client ID or secret is wrong (`invalid_client`). */
  readonly wrongClient: KnownRefusal;
  readonly source: string | null;
}

/** True if the answer is one of the forms in which the service refuses. */
export function isKnownRefusal(known: KnownRefusal, status: number, body: JsonObject): boolean {
  if (known === null || known === 'standard') return false;
  return known.some(
    (form) =>
      (form.status === null || form.status === status) &&
      Object.entries(form.body).every(([path, expected]) => fits(body, path, expected)),
  );
}

function fits(body: JsonObject, path: string, expected: RefusalForm['body'][string]): boolean {
  const value = valueAt(body, path);
  if (typeof expected === 'number') return value === expected;
  if (typeof value !== 'string') return false;
  const text = value.toLowerCase();
  return typeof expected === 'string'
    ? text === expected.toLowerCase()
    : text.startsWith(expected.startsWith.toLowerCase());
}

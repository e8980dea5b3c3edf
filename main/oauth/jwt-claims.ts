/** The claims of a JWT as they are. Nothing is verified here. */
import { type JsonObject, parseJsonObject } from '../text/json.js';

const longest = 64 * 1024;

/**
 * The claims of a compact JWS, or null for anything else: opaque tokens stay opaque.
 *
 * Those of an access token are for display only: their signature is for the resource server to check,
 * not for us (RFC 9068 §6). Those of an ID token or an assertion may refuse it before it is verified or
 * sent, never accept it.
 */
export function readJwtClaims(token: string): JsonObject | null {
  const parts = token.split('.');
  return jwtAlgorithm(token) === null ? null : decodePart(parts[1] ?? '');
}

/** The `alg` of a compact JWS (RFC 7515 §4.1.1), or null for anything else. */
export function jwtAlgorithm(token: string): string | null {
  if (token.length > longest) return null;
  const parts = token.split('.');
  const algorithm = parts.length === 3 ? decodePart(parts[0] ?? '')?.['alg'] : null;
  return typeof algorithm === 'string' ? algorithm : null;
}

function decodePart(part: string): JsonObject | null {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return null;
  return parseJsonObject(Buffer.from(part, 'base64url').toString('utf8'));
}

/** The claims of an access token that is a JWT (RFC 9068), for support. Nothing is verified here. */
import { type JsonObject, parseJsonObject } from './json.js';

const longest = 64 * 1024;

/**
 * The claims of a compact JWS, or null for anything else: opaque tokens stay opaque.
 *
 * For display, and to see that a JWT has expired before it is sent. What these claims say must never
 * decide anything else: their signature is for the recipient to check, not for us (RFC 9068 §6).
 */
export function readJwtClaims(token: string): JsonObject | null {
  if (token.length > longest) return null;
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  const header = decodePart(parts[0] ?? '');
  if (header === null || typeof header['alg'] !== 'string') return null;
  return decodePart(parts[1] ?? '');
}

function decodePart(part: string): JsonObject | null {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return null;
  return parseJsonObject(Buffer.from(part, 'base64url').toString('utf8'));
}

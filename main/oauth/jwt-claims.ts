/** Looks into an access token that is a JWT (RFC 9068), to show it to support. Nothing is verified here. */
import type { JsonValue } from '../../ipc/connection-view.js';

const longest = 64 * 1024;

/**
 * The claims of a compact JWS, or null for anything else: opaque tokens stay opaque.
 *
 * For display only. What these claims say must never decide anything: their signature is for the
 * resource server to check, not for us (RFC 9068 §6).
 */
export function readJwtClaims(token: string): Readonly<Record<string, JsonValue>> | null {
  if (token.length > longest) return null;
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  const header = readJsonObject(parts[0] ?? '');
  if (header === null || typeof header['alg'] !== 'string') return null;
  return readJsonObject(parts[1] ?? '');
}

function readJsonObject(part: string): Readonly<Record<string, JsonValue>> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, JsonValue>) : null;
  } catch {
    return null;
  }
}

/** Retry-After (RFC 9110 §10.2.3): seconds or an HTTP date. */
const shortest = 1_000;
const longest = 24 * 60 * 60 * 1_000;

/** The wait that the server requests, in ms, clamped to 1 s … 24 h; null when absent or unusable. */
export function retryAfterOf(response: Pick<Response, 'headers'>, now: number): number | null {
  const value = response.headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d+$/.test(value)) return clamp(Number(value) * 1_000);
  // Every HTTP date starts with a weekday; Date.parse accepts much else, "-5" included.
  if (!/^[A-Z][a-z]{2,8},? .*\d{2}:\d{2}:\d{2}/.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : clamp(at - now);
}

function clamp(ms: number): number {
  return Math.min(longest, Math.max(shortest, ms));
}

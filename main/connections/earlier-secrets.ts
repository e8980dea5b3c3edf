/**
 * Secrets of a connection that are used up or replaced, sealed with those in use, so that a server which
 * repeats them is noticed after a restart too (N1). The record has the new ones as well.
 */
import type { ConnectionSecrets, EarlierSecret } from './connection.js';

/** A code is worthless after its use, an access token after its lifetime; refresh tokens last longest, ms. */
const rememberedForMs = 30 * 86_400_000;
const mostRemembered = 20;
/** Large tokens would make each refresh write much. */
const mostCharacters = 40_000;

/**
 * @param before the secrets that these replace
 * @param used further ones, such as the code and its verifier
 */
export function withEarlier(
  secrets: ConnectionSecrets,
  before: ConnectionSecrets | null,
  used: readonly string[],
  now: number,
): ConnectionSecrets {
  const current = textsOf(secrets);
  const replaced = [...used, ...(before === null ? [] : textsOf(before))];
  const all: readonly EarlierSecret[] = [
    ...replaced.map((secret) => ({ secret, at: now })),
    ...(before?.earlier ?? []),
  ];
  const kept = new Map<string, EarlierSecret>();
  let characters = 0;
  for (const each of all) {
    const { secret, at } = each;
    if (current.includes(secret) || kept.has(secret) || now - at > rememberedForMs) continue;
    characters += secret.length;
    if (kept.size === mostRemembered || characters > mostCharacters) break;
    kept.set(secret, each);
  }
  return { ...secrets, earlier: [...kept.values()] };
}

function textsOf({ tokens }: ConnectionSecrets): readonly string[] {
  const { accessToken, refreshToken, idToken } = tokens;
  return [accessToken, refreshToken, idToken].filter((each) => each !== null);
}

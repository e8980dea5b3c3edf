import type { Adjustment } from '../../connections/service-adjustment.js';
import { changed, invalidTokenChallenge, isObject, type JsonObject } from './answer.js';
import { type AdjustmentRule, onlyAt } from './rule.js';

/** OpenID Connect Core §5.3.1 recommends GET; some take POST without a body only. */
export const userinfoByPost: AdjustmentRule = {
  words: 'The service is asked whose account it is by POST.',
  fetch: (fetch, { server }) =>
    onlyAt(server.userinfoEndpoint, fetch, (url, init) => fetch(url, { ...init, method: 'POST' })),
};

type Fields = Extract<Adjustment, { readonly name: 'userinfo_fields' }>;

/**
 * The service's account query, answered as userinfo would be (OpenID Connect Core §5.3.2). A 401 in
 * JSON there is what RFC 6750 §3.1 calls `invalid_token`, which these services do not name.
 */
export function userinfoFields({ subject, displayName, email }: Fields): AdjustmentRule {
  return {
    words: 'The service says in words of its own whose account it is.',
    fetch: (fetch, { server }) =>
      onlyAt(server.userinfoEndpoint, fetch, async (url, init) => {
        const response = await fetch(url, init);
        return changed(response, (body) => {
          if (response.status === 401) return { body, headers: invalidTokenChallenge };
          const sub = textAt(body, subject);
          if (response.status !== 200 || sub === null) return null;
          const name = displayName === undefined ? null : textAt(body, displayName);
          const address = email === undefined ? null : textAt(body, email);
          return { body: { sub, name, email: address } };
        });
      }),
  };
}

/** A text, or a number that is exact, at a path like `user.id` or `data.0.id`; else null. */
function textAt(body: JsonObject, path: string): string | null {
  const value = path.split('.').reduce<unknown>((inner, part) => {
    if (Array.isArray(inner)) return (inner as unknown[])[Number(part)];
    return isObject(inner) && Object.hasOwn(inner, part) ? inner[part] : undefined;
  }, body);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

import type { Adjustment } from '../../connections/service-adjustment.js';
import { type JsonObject, valueAt } from '../../text/json.js';
import { editResponse, invalidTokenChallenge } from './response.js';
import { type AdjustmentRule, onlyAt } from './rule.js';

/** OpenID Connect Core §5.3.1 recommends GET; some accept only POST without a body. */
export const userinfoByPost: AdjustmentRule = {
  fetch: (fetch, { server }) =>
    onlyAt(server.userinfoEndpoint, fetch, (url, init) => fetch(url, { ...init, method: 'POST' })),
};

type Fields = Extract<Adjustment, { readonly name: 'userinfo_fields' }>;

/**
 * The service's account endpoint in the form of userinfo (OpenID Connect Core §5.3.2). A 401 with
 * JSON means what RFC 6750 §3.1 calls `invalid_token`, which these services do not name.
 */
export function userinfoFields({ subject, displayName, email }: Fields): AdjustmentRule {
  return {
    fetch: (fetch, { server }) =>
      onlyAt(server.userinfoEndpoint, fetch, async (url, init) => {
        const response = await fetch(url, init);
        return editResponse(response, (body) => {
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

/** The text, or the exact number, at a path like `user.id` or `data.0.id`; otherwise null. */
function textAt(body: JsonObject, path: string): string | null {
  const value = valueAt(body, path);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

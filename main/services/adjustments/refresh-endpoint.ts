import { type AdjustmentRule, formOf, onlyAt } from './rule.js';

/** RFC 6749 §6 has refreshes at the token endpoint. */
export function refreshEndpoint(endpoint: string): AdjustmentRule {
  return {
    fetch: (fetch, { server }) =>
      onlyAt(server.tokenEndpoint, fetch, (url, init) =>
        fetch(formOf(init).get('grant_type') === 'refresh_token' ? endpoint : url, init),
      ),
  };
}

import { editResponse } from './response.js';
import { type AdjustmentRule, onlyAt } from './rule.js';

/** RFC 6749 §3.3 separates scopes by spaces; these responses may also hold a JSON array. */
export const scopesInAnswer: AdjustmentRule = {
  fetch: (fetch, { server }) =>
    onlyAt(server.tokenEndpoint, fetch, async (url, init) =>
      editResponse(await fetch(url, init), (body) => {
        const scope = spaceSeparated(body['scope']);
        return scope === null ? null : { body: { ...body, scope } };
      }),
    ),
};

export const commaScopes: AdjustmentRule = {
  ...scopesInAnswer,
  authorizationUrl(url) {
    const adjusted = new URL(url);
    const scope = adjusted.searchParams.get('scope');
    if (scope !== null) adjusted.searchParams.set('scope', scope.split(' ').join(','));
    return adjusted;
  },
};

function spaceSeparated(scope: unknown): string | null {
  if (typeof scope === 'string')
    return scope.includes(',') ? scope.split(/[\s,]+/).join(' ') : null;
  const isList = Array.isArray(scope) && scope.every((each) => typeof each === 'string');
  return isList ? scope.join(' ') : null;
}

/** Slack puts user tokens into `authed_user`, and sends errors with status 200 and `ok: false`. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../text/json.js';
import {
  type ResponseEdit,
  editResponse,
  invalidTokenChallenge,
  jsonBody,
  renameError,
  revoked,
} from './response.js';
import { type AdjustmentRule, onlyAt } from './rule.js';

export const slackUserToken: AdjustmentRule = {
  authorizationUrl(url) {
    const adjusted = new URL(url);
    const scope = adjusted.searchParams.get('scope');
    if (scope === null) return adjusted;
    adjusted.searchParams.delete('scope');
    adjusted.searchParams.set('user_scope', scope.split(' ').join(','));
    return adjusted;
  },
  fetch: (fetch, { server }) =>
    onlyAt(server.tokenEndpoint, fetch, async (url, init) =>
      editResponse(await fetch(url, init), (body) => {
        const { authed_user: user } = body;
        const tokens = isJsonObject(user) && typeof user['access_token'] === 'string' ? user : body;
        return tokens['token_type'] === 'user'
          ? { body: { ...tokens, token_type: 'bearer' } }
          : null;
      }),
    ),
};

const tokenErrors = {
  invalid_code: 'invalid_grant',
  code_already_used: 'invalid_grant',
  code_expired: 'invalid_grant',
  invalid_refresh_token: 'invalid_grant',
  token_expired: 'invalid_grant',
  token_revoked: 'invalid_grant',
  bad_client_secret: 'invalid_client',
  invalid_client_id: 'invalid_client',
  bad_redirect_uri: 'redirect_uri_mismatch',
};
const endedTokens = new Set(['invalid_auth', 'token_expired', 'token_revoked', 'account_inactive']);
const hasEnded = (error: JsonValue | undefined) =>
  typeof error === 'string' && endedTokens.has(error);

const transientErrors = new Set([
  ...['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'],
]);

export const slackErrors: AdjustmentRule = {
  fetch(fetch, { server }) {
    const atToken = onlyAt(server.tokenEndpoint, fetch, async (url, init) =>
      editResponse(await fetch(url, init), (body) =>
        failure(body, () => ({ status: 400, body: renameError(body, tokenErrors) })),
      ),
    );
    const atUserinfo = onlyAt(server.userinfoEndpoint, atToken, async (url, init) =>
      editResponse(await fetch(url, init), (body) =>
        failure(body, (error) =>
          hasEnded(error)
            ? { status: 401, body, headers: invalidTokenChallenge }
            : { status: 400, body },
        ),
      ),
    );
    return onlyAt(server.revocationEndpoint, atUserinfo, async (url, init) => {
      const response = await fetch(url, init);
      const body = await jsonBody(response);
      if (body?.['ok'] === false && hasEnded(body['error'])) return revoked();
      return editResponse(response, (result) =>
        result['revoked'] === false
          ? { status: 400, body: { error: 'not_revoked' } }
          : failure(result, () => ({ status: 400, body: result })),
      );
    });
  },
};

function failure(body: JsonObject, of: (error: string) => ResponseEdit): ResponseEdit | null {
  const { ok, error } = body;
  if (ok !== false || typeof error !== 'string') return null;
  return transientErrors.has(error) ? { status: 503, body } : of(error);
}

/** `auth.test` in the form of userinfo; a user's id is unique within a workspace only. */
export const slackIdentity: AdjustmentRule = {
  fetch: (fetch, { server }) =>
    onlyAt(server.userinfoEndpoint, fetch, async (url, init) =>
      editResponse(await fetch(url, init), (body) => {
        const { ok, team_id: teamId, user_id: userId, team, user } = body;
        if (ok !== true || typeof teamId !== 'string' || typeof userId !== 'string') return null;
        const names = [user, team].filter(
          (each): each is string => typeof each === 'string' && each !== '',
        );
        return { body: { sub: `${teamId}/${userId}`, name: names.join(' · ') } };
      }),
    ),
};

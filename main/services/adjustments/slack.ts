/** Slack: tokens of people are in `authed_user`, errors come with status 200 and `ok: false`. */
import {
  type ResponseEdit,
  changed,
  invalidTokenChallenge,
  isObject,
  jsonOf,
  type JsonObject,
  renamed,
  revoked,
} from './answer.js';
import { type AdjustmentRule, onlyAt } from './rule.js';

export const slackUserToken: AdjustmentRule = {
  words:
    'Slack is asked for access as the person, and hands such tokens over in a place of its own.',
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
      changed(await fetch(url, init), (body) => {
        const { authed_user: user } = body;
        const tokens = isObject(user) && typeof user['access_token'] === 'string' ? user : body;
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
const passingFaults = new Set([
  ...['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'],
]);

export const slackErrors: AdjustmentRule = {
  words: 'Slack’s errors are recognised although they come as successes.',
  fetch(fetch, { server }) {
    const atToken = onlyAt(server.tokenEndpoint, fetch, async (url, init) =>
      changed(await fetch(url, init), (body) =>
        failure(body, () => ({ status: 400, body: renamed(body, tokenErrors) })),
      ),
    );
    const atUserinfo = onlyAt(server.userinfoEndpoint, atToken, async (url, init) =>
      changed(await fetch(url, init), (body) =>
        failure(body, (error) =>
          endedTokens.has(error)
            ? { status: 401, body, headers: invalidTokenChallenge }
            : { status: 400, body },
        ),
      ),
    );
    return onlyAt(server.revocationEndpoint, atUserinfo, async (url, init) => {
      const response = await fetch(url, init);
      const body = await jsonOf(response);
      if (body?.['ok'] === false && endedTokens.has(String(body['error']))) return revoked();
      return changed(response, (said) =>
        said['revoked'] === false
          ? { status: 400, body: { error: 'not_revoked' } }
          : failure(said, () => ({ status: 400, body: said })),
      );
    });
  },
};

function failure(body: JsonObject, of: (error: string) => ResponseEdit): ResponseEdit | null {
  const { ok, error } = body;
  if (ok !== false || typeof error !== 'string') return null;
  return passingFaults.has(error) ? { status: 503, body } : of(error);
}

/** `auth.test`, answered as userinfo would be: a person's id is unique within a workspace only. */
export const slackIdentity: AdjustmentRule = {
  words: 'Slack says in words of its own whose account it is, and in which workspace.',
  fetch: (fetch, { server }) =>
    onlyAt(server.userinfoEndpoint, fetch, async (url, init) =>
      changed(await fetch(url, init), (body) => {
        const { ok, team_id: teamId, user_id: userId, team, user } = body;
        if (ok !== true || typeof teamId !== 'string' || typeof userId !== 'string') return null;
        const names = [user, team].filter((each) => typeof each === 'string' && each !== '');
        return { body: { sub: `${teamId}/${userId}`, name: names.join(' · ') } };
      }),
    ),
};

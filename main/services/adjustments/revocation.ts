/** Revocation other than RFC 7009's. */
import { jsonBody, revoked, unsupportedTokenType } from './response.js';
import { type AdjustmentRule, formOf, onlyAt } from './rule.js';

const isRefreshToken = (form: URLSearchParams) => form.get('token_type_hint') === 'refresh_token';

/** The token authorizes its own revocation, so a 401 means that it has ended before. */
export const revocationByBearer: AdjustmentRule = {
  fetch: (fetch, { server }) =>
    onlyAt(server.revocationEndpoint, fetch, async (url, init) => {
      const form = formOf(init);
      if (isRefreshToken(form)) return unsupportedTokenType();
      const headers = {
        authorization: `Bearer ${form.get('token') ?? ''}`,
        'user-agent': 'Lanyard',
      };
      const response = await fetch(url, { ...init, method: 'POST', headers, body: null });
      return response.status === 401 ? revoked() : response;
    }),
};

/** GitHub's list of credentials to revoke, which refuses any authorization and responds with 202. */
export const githubRevocation: AdjustmentRule = {
  fetch: (fetch, { server }) =>
    onlyAt(server.revocationEndpoint, fetch, async (url, init) => {
      const response = await fetch(url, {
        ...init,
        headers: {
          accept: 'application/vnd.github+json',
          'content-type': 'application/json',
          'user-agent': 'Lanyard',
        },
        body: JSON.stringify({ credentials: [formOf(init).get('token')] }),
      });
      return response.status === 202 ? revoked() : response;
    }),
};

/** The refresh token is a resource to delete; one that is not there (404) has ended before. */
export const hubspotRevocation: AdjustmentRule = {
  fetch: (fetch, { server }) =>
    onlyAt(server.revocationEndpoint, fetch, async (url, init) => {
      const form = formOf(init);
      if (!isRefreshToken(form)) return unsupportedTokenType();
      const address = `${url}/${encodeURIComponent(form.get('token') ?? '')}`;
      const response = await fetch(address, {
        ...init,
        method: 'DELETE',
        headers: { accept: 'application/json', 'user-agent': 'Lanyard' },
        body: null,
      });
      return [200, 204, 404].includes(response.status) ? revoked() : response;
    }),
};

/** Revokes access tokens only, and responds with an error to a token that has ended before. */
export const twitchRevocation: AdjustmentRule = {
  fetch: (fetch, { server }) =>
    onlyAt(server.revocationEndpoint, fetch, async (url, init) => {
      if (isRefreshToken(formOf(init))) return unsupportedTokenType();
      const response = await fetch(url, init);
      const hasEnded =
        response.status === 400 && (await jsonBody(response))?.['message'] === 'Invalid token';
      return hasEnded ? revoked() : response;
    }),
};

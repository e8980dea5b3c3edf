import { editResponse, renameError } from './response.js';
import { type AdjustmentRule, onlyAt } from './rule.js';

const names = {
  bad_verification_code: 'invalid_grant',
  bad_refresh_token: 'invalid_grant',
  incorrect_client_credentials: 'invalid_client',
};

/** RFC 6749 §5.2 under names of its own, and with status 200. */
export const githubErrors: AdjustmentRule = {
  fetch: (fetch, { server }) =>
    onlyAt(server.tokenEndpoint, fetch, async (url, init) =>
      editResponse(await fetch(url, init), (body) => {
        const named = renameError(body, names);
        return named === body ? null : { body: named };
      }),
    ),
};

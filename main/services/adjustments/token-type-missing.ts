import { editResponse } from './response.js';
import { type AdjustmentRule, onlyAt } from './rule.js';

/** RFC 6749 §5.1 requires `token_type`; one that is there stays, whatever its value. */
export const tokenTypeMissing: AdjustmentRule = {
  fetch: (fetch, { server }) =>
    onlyAt(server.tokenEndpoint, fetch, async (url, init) =>
      editResponse(await fetch(url, init), (body) =>
        typeof body['access_token'] === 'string' && body['token_type'] === undefined
          ? { body: { ...body, token_type: 'bearer' } }
          : null,
      ),
    ),
};

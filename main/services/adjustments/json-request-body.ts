import { type AdjustmentRule, type Fetch, formOf, onlyAt, withHeaders } from './rule.js';

/** RFC 6749 §4.1.3 form-encodes requests. */
export const jsonRequestBody: AdjustmentRule = {
  fetch(fetch, { server }) {
    const asJson = (inner: Fetch, endpoint: string | null) =>
      onlyAt(endpoint, inner, (url, init) =>
        inner(url, {
          ...withHeaders(init, { 'content-type': 'application/json' }),
          body: JSON.stringify(Object.fromEntries(formOf(init))),
        }),
      );
    return [server.tokenEndpoint, server.revocationEndpoint, server.introspectionEndpoint].reduce(
      asJson,
      fetch,
    );
  },
};

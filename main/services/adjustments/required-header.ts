import { type AdjustmentRule, type Fetch, onlyAt, withHeaders } from './rule.js';

/** Notion requires the version of its API with every request. */
export const notionVersion: AdjustmentRule = {
  fetch: (fetch, { server }) =>
    [
      server.tokenEndpoint,
      server.userinfoEndpoint,
      server.revocationEndpoint,
      server.introspectionEndpoint,
    ].reduce<Fetch>(
      (inner, endpoint) => withHeaderAt(endpoint, inner, { 'notion-version': '2025-09-03' }),
      fetch,
    ),
};

/** Twitch requires the client ID beside the access token. */
export const twitchClientId: AdjustmentRule = {
  fetch: (fetch, { server, clientId }) =>
    withHeaderAt(server.userinfoEndpoint, fetch, { 'client-id': clientId }),
};

function withHeaderAt(
  endpoint: string | null,
  fetch: Fetch,
  headers: Readonly<Record<string, string>>,
): Fetch {
  return onlyAt(endpoint, fetch, (url, init) => fetch(url, withHeaders(init, headers)));
}

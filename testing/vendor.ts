/** A service with one fixed response behind its adjustments, and the requests that reach it. */
import type { Adjustment } from '../main/connections/service-adjustment.js';
import { adjustedFetch } from '../main/services/adjustments/apply.js';
import { aServer } from './test-world.js';

export interface Reached {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
}

export function vendor(adjustments: readonly Adjustment[], response: Response | Error) {
  const reached: Reached[] = [];
  const fetch = adjustedFetch(
    adjustments,
    { server: aServer, clientId: 'lanyard' },
    async (input, init) => {
      const request = new Request(input, init);
      const { url, method, headers } = request;
      reached.push({ url, method, headers, body: await request.text() });
      if (response instanceof Error) throw response;
      return response.clone();
    },
  );
  const post = (url: string | null, form: Readonly<Record<string, string>>) =>
    fetch(String(url), {
      method: 'POST',
      headers: { authorization: 'Basic bGFueWFyZDpzZWNyZXQ=', accept: 'application/json' },
      body: new URLSearchParams(form),
    });
  return {
    reached,
    fetch,
    exchange: () => post(aServer.tokenEndpoint, { grant_type: 'authorization_code', code: 'c' }),
    refresh: () =>
      post(aServer.tokenEndpoint, { grant_type: 'refresh_token', refresh_token: 'rt' }),
    revoke: (token: string, hint: 'access_token' | 'refresh_token') =>
      post(aServer.revocationEndpoint, { token, token_type_hint: hint }),
    whoami: () =>
      fetch(String(aServer.userinfoEndpoint), { headers: { authorization: 'Bearer at-1' } }),
  };
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers });

export function read(response: Response): Promise<unknown> {
  return response.json();
}

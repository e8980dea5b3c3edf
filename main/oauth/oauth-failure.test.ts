import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { completeAuthorization } from './authorization-code-grant.js';
import { NetworkFault, type NetworkFaultKind } from './network-fault.js';
import { failureOfRequest } from './oauth-failure.js';
import { refreshTokens } from './refresh-token-grant.js';
import {
  client,
  completion,
  json,
  now,
  scripted,
  server,
  text,
  tokens,
} from '../../testing/scripted-server.js';

const secret = 'S3CR3T-0b5c9a52-6d7e';

async function refuseWith(answer: Response) {
  const { context } = scripted({ [server.tokenEndpoint]: answer });
  return refreshTokens(
    {
      server,
      client: { ...client, authentication: { kind: 'client_secret_post', clientSecret: secret } },
      refreshToken: secret,
      scopesBefore: [],
      expectedSubject: null,
      idTokenClaimsBefore: null,
      resource: null,
      proofKey: null,
      keepRefreshToken: () => Promise.resolve(),
    },
    context,
  );
}

describe('what support is told of a failure', () => {
  it.each([
    ['in its error', json({ error: secret }, 400)],
    [
      'in its description',
      json({ error: 'invalid_grant', error_description: `Token ${secret} unknown` }, 400),
    ],
    [
      'in an address',
      json({ error: 'e', error_description: `see https://as.example/?t=${secret}` }, 400),
    ],
    [
      'in a challenge',
      new Response('', {
        status: 401,
        headers: { 'www-authenticate': `Bearer error="${secret}"` },
      }),
    ],
    ['in a content type', text('', `text/${secret}`.padEnd(300, 'x'), 500)],
    ['in half of its JSON', text(`{"access_token":"${secret}`, 'application/json')],
    ['in a page', text(`<html>${secret}`, 'text/html', 400)],
    ['in a token of a strange type', json({ ...tokens, access_token: secret, token_type: secret })],
    ['in a token that no header can carry', json({ ...tokens, access_token: `${secret}\n` })],
    ['in an ID token', json({ ...tokens, id_token: `${secret}.${secret}.${secret}` })],
  ])('R17 never quotes a secret that the server repeats %s', async (where, answer) => {
    const outcome = await refuseWith(answer);
    expect(outcome.kind).not.toBe('ok');
    if (where !== 'in a content type') expect(JSON.stringify(outcome)).not.toContain(secret);
    expect(JSON.stringify(outcome).length).toBeLessThan(700);
  });

  it('R17 never quotes the answer it judges', async () => {
    const { context } = scripted({});
    const query = `code=${secret}&state=${secret}&iss=${secret}`;
    const outcome = await completeAuthorization(completion(query), context);
    expect(outcome.kind).toBe('rejected_response');
    expect(JSON.stringify(outcome)).not.toContain(secret);
  });

  it('R17 keeps long words and leaves out what is made of letters at random', async () => {
    const error_description = 'Incomprehensibilities of kQzWvXyJtRbNmPlK';
    const outcome = await refuseWith(
      json({ error: 'interaction_required', error_description }, 400),
    );
    expect(outcome).toMatchObject({
      failure: {
        serverError: 'interaction_required',
        cause: 'HTTP 400, application/json: Incomprehensibilities of …',
      },
    });
  });

  it("keeps the server's error and the words that explain it", async () => {
    const error_description =
      'AADSTS70043: The refresh token has expired due to sign-in frequency.';
    expect(
      await refuseWith(json({ error: 'invalid_grant', error_description }, 400)),
    ).toMatchObject({
      failure: {
        serverError: 'invalid_grant',
        cause: `HTTP 400, application/json: ${error_description}`,
        host: 'as.example',
      },
    });
  });

  it.each([7, ['why'], { why: 1 }])('ignores words that are no text: %j', async (words) => {
    const answer = json({ error: 'invalid_grant', error_description: words }, 400);
    expect(await refuseWith(answer)).toMatchObject({
      kind: 'needs_sign_in',
      failure: { cause: 'HTTP 400, application/json' },
    });
  });

  it('ends every body a server can send in an outcome', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string({ unit: 'binary' }),
          fc
            .record(
              {
                access_token: fc.jsonValue(),
                token_type: fc.oneof(fc.constant('bearer'), fc.jsonValue()),
                expires_in: fc.jsonValue(),
                refresh_token: fc.jsonValue(),
                id_token: fc.jsonValue(),
                scope: fc.jsonValue(),
                error: fc.oneof(fc.string(), fc.jsonValue()),
                error_description: fc.jsonValue(),
              },
              { requiredKeys: [] },
            )
            .map((body) => JSON.stringify(body)),
        ),
        fc.constantFrom(200, 201, 400, 401, 403, 429, 500, 511),
        fc.constantFrom('application/json', 'text/html', ''),
        async (body, status, type) => {
          expect((await refuseWith(text(body, type, status))).kind).toBeDefined();
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a request that came to nothing', () => {
  const asked = { endpoint: 'https://as.example/token', refusals: {}, now: () => now };
  const fault = (kind: NetworkFaultKind, elsewhere: boolean | null = null) =>
    new NetworkFault(kind, 'why', true, elsewhere);

  it.each([
    ['cancelled', null, false, 'user_cancelled', 'sign_in_interrupted'],
    ['offline', null, false, 'network_fault_retry', 'network_down'],
    ['offline', null, true, 'network_fault_retry', 'network_down'],
    ['unreachable', null, false, 'network_fault_retry', 'server_unreachable'],
    ['unreachable', null, true, 'network_fault_retry', 'server_unreachable'],
    ['interrupted', null, true, 'network_fault_retry', 'server_unreachable'],
    ['interrupted', null, false, 'network_fault_retry', 'server_unreachable'],
    ['timeout', null, false, 'network_fault_retry', 'network_timeout'],
    ['certificate', null, false, 'network_fault_retry', 'server_certificate'],
    ['client_certificate', null, false, 'network_fault_retry', 'client_certificate_wanted'],
    ['proxy', null, false, 'network_fault_retry', 'proxy_refused'],
    ['redirected', null, true, 'rejected_response', 'server_not_oauth'],
    ['redirected', false, true, 'rejected_response', 'server_not_oauth'],
    ['redirected', true, true, 'network_fault_retry', 'network_intercepted'],
    ['redirected', true, false, 'network_fault_retry', 'network_intercepted'],
    ['redirected', null, false, 'network_fault_retry', 'network_intercepted'],
    ['redirected', false, false, 'rejected_response', 'response_rejected'],
    ['too_large', null, false, 'rejected_response', 'response_rejected'],
  ] as const)('H37 H38 %s (elsewhere: %s, first contact: %s) is %s: %s', (...row) => {
    const [kind, elsewhere, firstContact, expected, code] = row;
    expect(failureOfRequest(fault(kind, elsewhere), { ...asked, firstContact })).toEqual({
      kind: expected,
      failure: { code, cause: 'why', host: 'as.example', serverError: null },
      retryAfterMs: null,
    });
  });

  it.each(['ERR_INVALID_ARG_VALUE', 'ERR_INVALID_ARG_TYPE'])(
    'for a mistake of ours (%s) is no outcome at all',
    (code) => {
      const mistake = Object.assign(new TypeError('ours'), { code });
      expect(() => failureOfRequest(mistake, asked)).toThrow(mistake);
    },
  );

  it.each([
    Object.assign(new TypeError('fetch failed'), { code: 'ECONNRESET' }),
    Object.assign(new Error('not ours'), { code: 'ERR_INVALID_ARG_VALUE' }),
    new TypeError('fetch failed'),
  ])('for anything else is the network (%#)', (error) => {
    expect(failureOfRequest(error, asked).kind).toBe('network_fault_retry');
  });

  it('bears our name and the wish to cancel, and no more of us', async () => {
    const { signal } = new AbortController();
    const sent: RequestInit[] = [];
    const fetch: typeof globalThis.fetch = (_, init) => {
      sent.push(init ?? {});
      return Promise.resolve(json(tokens));
    };
    await completeAuthorization(completion('code=c&state=state-1'), {
      ...{ fetch, now: () => now, signal },
    });
    await completeAuthorization(completion('code=c&state=state-1'), { fetch, now: () => now });
    expect(new Headers(sent[0]?.headers).get('user-agent')).toBe('Lanyard');
    expect(sent[0]?.signal).toBe(signal);
    expect(sent[1]?.signal).toBeUndefined();
  });
});

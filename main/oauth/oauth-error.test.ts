import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  client,
  completion,
  json,
  now,
  refreshRequest,
  refreshTokenGrant,
  scripted,
  server,
  text,
  tokens,
} from '../../testing/scripted-server.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';
import { NetworkFault, type NetworkFaultKind } from './network-fault.js';
import { failureOfSending } from './oauth-error.js';

const secret = 'S3CR3T-0b5c9a52-6d7e';

async function refuseWith(answer: Response) {
  const { context } = scripted({ [server.tokenEndpoint]: answer });
  return refreshTokenGrant(
    refreshRequest({
      client: { ...client, authentication: { kind: 'client_secret_post', clientSecret: secret } },
      refreshToken: secret,
    }),
    context,
  );
}

describe('the cause of a failure, for support', () => {
  test.each([
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
    ['in truncated JSON', text(`{"access_token":"${secret}`, 'application/json')],
    ['in a page', text(`<html>${secret}`, 'text/html', 400)],
    [
      'in a token of an unknown type',
      json({ ...tokens, access_token: secret, token_type: secret }),
    ],
    ['in a token that no header can carry', json({ ...tokens, access_token: `${secret}\n` })],
    ['in an ID token', json({ ...tokens, id_token: `${secret}.${secret}.${secret}` })],
  ])('never quotes a secret that the server repeats %s (R17)', async (where, answer) => {
    const outcome = await refuseWith(answer);
    expect(outcome.kind).not.toBe('ok');
    if (where !== 'in a content type') expect(JSON.stringify(outcome)).not.toContain(secret);
    expect(JSON.stringify(outcome).length).toBeLessThan(700);
  });

  test('never quotes the response (R17)', async () => {
    const { context } = scripted({});
    const query = `code=${secret}&state=${secret}&iss=${secret}`;
    const outcome = await authorizationCodeGrant(completion(query), context);
    expect(outcome.kind).toBe('rejected_response');
    expect(JSON.stringify(outcome)).not.toContain(secret);
  });

  test('keeps long words and leaves out random letters (R17)', async () => {
    const error_description = 'Incomprehensibilities of kQzWvXyJtRbNmPlK';
    const outcome = await refuseWith(
      json({ error: 'interaction_required', error_description }, 400),
    );
    expect(outcome).toMatchObject({
      error: {
        serverError: 'interaction_required',
        cause: 'HTTP 400, application/json: Incomprehensibilities of …',
      },
    });
  });

  test("keeps the server's error and its description", async () => {
    const error_description =
      'AADSTS70043: The refresh token has expired due to sign-in frequency.';
    expect(
      await refuseWith(json({ error: 'invalid_grant', error_description }, 400)),
    ).toMatchObject({
      error: {
        serverError: 'invalid_grant',
        cause: `HTTP 400, application/json: ${error_description}`,
        host: 'as.example',
      },
    });
  });

  test.each([7, ['why'], { why: 1 }])(
    'ignores a description that is not text: %j',
    async (words) => {
      const answer = json({ error: 'invalid_grant', error_description: words }, 400);
      expect(await refuseWith(answer)).toMatchObject({
        kind: 'needs_sign_in',
        error: { cause: 'HTTP 400, application/json' },
      });
    },
  );

  test('has an outcome for every body that a server can send', async () => {
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

describe('a request that failed', () => {
  const asked = { endpoint: 'https://as.example/token', errors: {}, now: () => now };
  const fault = (kind: NetworkFaultKind, elsewhere: boolean | null = null) =>
    new NetworkFault(kind, 'why', true, elsewhere);

  test.each([
    ['cancelled', null, false, 'user_cancelled', 'cancelled'],
    ['offline', null, false, 'network_fault_retry', 'offline'],
    ['offline', null, true, 'network_fault_retry', 'offline'],
    ['unreachable', null, false, 'network_fault_retry', 'server_unreachable'],
    ['unreachable', null, true, 'network_fault_retry', 'server_unreachable'],
    ['interrupted', null, true, 'network_fault_retry', 'server_unreachable'],
    ['interrupted', null, false, 'network_fault_retry', 'server_unreachable'],
    ['timeout', null, false, 'network_fault_retry', 'timeout'],
    ['certificate', null, false, 'network_fault_retry', 'server_certificate_invalid'],
    ['client_certificate', null, false, 'network_fault_retry', 'client_certificate_required'],
    ['proxy', null, false, 'network_fault_retry', 'proxy_refused'],
    ['redirected', null, true, 'rejected_response', 'metadata_not_found'],
    ['redirected', false, true, 'rejected_response', 'metadata_not_found'],
    ['redirected', true, true, 'network_fault_retry', 'intercepted'],
    ['redirected', true, false, 'network_fault_retry', 'intercepted'],
    ['redirected', null, false, 'network_fault_retry', 'intercepted'],
    ['redirected', false, false, 'rejected_response', 'response_rejected'],
    ['too_large', null, false, 'rejected_response', 'response_rejected'],
  ] as const)('%s (elsewhere: %s, first contact: %s) is %s: %s (H37, H38)', (...row) => {
    const [kind, elsewhere, firstContact, expected, code] = row;
    expect(failureOfSending(fault(kind, elsewhere), { ...asked, firstContact })).toEqual({
      kind: expected,
      error: { code, cause: 'why', host: 'as.example', serverError: null },
      retryAfterMs: null,
    });
  });

  test.each(['ERR_INVALID_ARG_VALUE', 'ERR_INVALID_ARG_TYPE'])(
    'throws for a mistake of ours (%s)',
    (code) => {
      const mistake = Object.assign(new TypeError('ours'), { code });
      expect(() => failureOfSending(mistake, asked)).toThrow(mistake);
    },
  );

  test.each([
    Object.assign(new TypeError('fetch failed'), { code: 'ECONNRESET' }),
    Object.assign(new Error('not ours'), { code: 'ERR_INVALID_ARG_VALUE' }),
    new TypeError('fetch failed'),
  ])('counts anything else as the network (%#)', (error) => {
    expect(failureOfSending(error, asked).kind).toBe('network_fault_retry');
  });

  test('has our name as its user agent, and the caller’s signal', async () => {
    const { signal } = new AbortController();
    const sent: RequestInit[] = [];
    const fetch: typeof globalThis.fetch = (_, init) => {
      sent.push(init ?? {});
      return Promise.resolve(json(tokens));
    };
    await authorizationCodeGrant(completion('code=c&state=state-1'), {
      ...{ fetch, now: () => now, signal },
    });
    await authorizationCodeGrant(completion('code=c&state=state-1'), { fetch, now: () => now });
    expect(new Headers(sent[0]?.headers).get('user-agent')).toBe('Lanyard');
    expect(sent[0]?.signal).toBe(signal);
    expect(sent[1]?.signal).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';

import {
  completion,
  json,
  nodeFault,
  now,
  type Reaction,
  redirectUri,
  scripted,
  server,
  text,
  tokens,
  valueOf,
} from '../../testing/scripted-server.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';
import type { SecretAuthentication } from './authorization-server.js';
import { clientCredentialsGrant } from './client-credentials-grant.js';
import type { OAuthContext } from './context.js';
import { refreshTokenGrantRequest } from './refresh-token-grant.js';

const plain = { clientId: 'lanyard', clientSecret: 'n-Ab_Cd1' };
const special = { clientId: 'my-client_id', clientSecret: 'p+ss/w~rd' };
const refused = () => json({ error: 'invalid_client' }, 401);

interface Situation {
  readonly credentials?: typeof plain;
  readonly offered?: readonly string[] | null;
}

function requestOf({ credentials = plain, offered = null }: Situation) {
  const { clientId, clientSecret } = credentials;
  const authentication: SecretAuthentication = { kind: 'client_secret_basic', clientSecret };
  return {
    server: { ...server, clientAuthenticationMethods: offered },
    client: { clientId, authentication },
    ...{ resource: null, proofKey: null },
  };
}

async function exchange(reactions: readonly Reaction[], situation: Situation = {}) {
  const { context, seen } = scripted({ [server.tokenEndpoint]: reactions });
  const request = completion('code=c&state=state-1', requestOf(situation));
  return { outcome: await authorizationCodeGrant(request, context), seen };
}

/** A server with one way to authenticate, and what it was sent. */
function serverThatReads(credentialsIn: (headers: Headers, form: URLSearchParams) => string) {
  const sent: string[] = [];
  const fetch: typeof globalThis.fetch = (_input, init) => {
    const form = init?.body instanceof URLSearchParams ? init.body : new URLSearchParams();
    const credentials = credentialsIn(new Headers(init?.headers), form);
    sent.push(credentials);
    const isKnown = [plain, special].some(
      ({ clientId, clientSecret }) => credentials === `${clientId}:${clientSecret}`,
    );
    return Promise.resolve(isKnown ? json(tokens) : refused());
  };
  const context: OAuthContext = { fetch, now: () => now };
  return { context, sent };
}

const fromHeader = (headers: Headers) =>
  Buffer.from((headers.get('authorization') ?? '').replace('Basic ', ''), 'base64').toString();
const fromBody = (_headers: Headers, form: URLSearchParams) =>
  `${form.get('client_id') ?? ''}:${form.get('client_secret') ?? ''}`;

describe('a client that is refused (L3)', () => {
  test('is refused after two requests, and never more', async () => {
    const { outcome, seen } = await exchange([refused()]);
    expect(outcome).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused', serverError: 'invalid_client' },
    });
    expect(seen).toHaveLength(2);
  });

  test('is refused where the second request finds the code spent, and the details say so', async () => {
    const { outcome, seen } = await exchange([refused(), json({ error: 'invalid_grant' }, 400)]);
    expect(outcome).toMatchObject({
      kind: 'misconfigured',
      error: {
        code: 'client_refused',
        cause: expect.stringContaining('no longer valid: try again') as string,
      },
    });
    expect(seen).toHaveLength(2);
  });

  test('is refused after three requests where the secret has special characters, and never more', async () => {
    const { outcome, seen } = await exchange([refused()], { credentials: special });
    expect(outcome).toMatchObject({ error: { code: 'client_refused' } });
    expect(seen.map(({ headers }) => headers.has('authorization'))).toEqual([true, true, false]);
  });

  test.each([
    ['unencoded', [refused(), json({ error: 'invalid_grant' }, 400)], special],
    ['in_body', [refused(), refused(), json({ error: 'invalid_grant' }, 400)], special],
    ['in_body', [refused(), json({ error: 'invalid_grant' }, 400)], plain],
  ])(
    'reports which form the next sign-in begins with where the code is gone: %s',
    async (undecidedForm, reactions, credentials) => {
      const { outcome, seen } = await exchange(reactions, { credentials });
      expect(outcome).toMatchObject({ error: { code: 'client_refused', undecidedForm } });
      expect(seen).toHaveLength(reactions.length);
    },
  );

  test.each([
    ['a server that offers the header only', ['client_secret_basic'], plain],
    ['a server that offers neither', ['private_key_jwt'], plain],
  ])('is not tried again at %s', async (_, offered, credentials) => {
    const { seen } = await exchange([refused()], { offered, credentials });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['by the request body', 'client_secret_post'],
    ['without a secret', 'none'],
  ] as const)('%s is not tried again', async (_, kind) => {
    const { context, seen } = scripted({ [server.tokenEndpoint]: refused() });
    const authentication: SecretAuthentication =
      kind === 'none' ? { kind } : { kind, clientSecret: 's' };
    const client = { clientId: 'lanyard', authentication };
    const outcome = await authorizationCodeGrant(
      completion('code=c&state=state-1', { client }),
      context,
    );
    expect(outcome).toMatchObject({ error: { code: 'client_refused' } });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['a code that is gone', json({ error: 'invalid_grant' }, 400), 'code_refused'],
    ['a server that is busy', json({}, 503, { 'retry-after': '5' }), 'server_busy'],
    ['a server that is down', json({}, 503), 'server_error'],
    ['a page', text('<html>', 'text/html', 401), 'server_error'],
    ['a lost network', nodeFault('ECONNRESET'), 'server_unreachable'],
  ])('is what a second request is for, and not %s', async (_, reaction, code) => {
    const { outcome, seen } = await exchange([reaction]);
    expect(outcome).toMatchObject({ error: { code } });
    expect(seen).toHaveLength(1);
  });

  test('keeps a refresh open where the second answer is lost', async () => {
    const { context } = scripted({ [server.tokenEndpoint]: [refused(), nodeFault('ECONNRESET')] });
    const request = {
      ...requestOf({}),
      ...{
        refreshToken: 'rt-1',
        scopesBefore: [],
        expectedSubject: null,
        idTokenClaimsBefore: null,
      },
    };
    expect(await refreshTokenGrantRequest(request, context)).toMatchObject({
      kind: 'unknown_outcome',
    });
  });

  test('waits for a server that is busy at the second request', async () => {
    const { outcome } = await exchange([refused(), json({}, 503)]);
    expect(outcome).toMatchObject({ kind: 'server_fault_retry' });
  });
});

describe('a secret that the server reads (L3)', () => {
  test.each([
    ['in the request body alone', fromBody, plain, null, 'client_secret_post'],
    [
      'in the request body, which it offers',
      fromBody,
      special,
      ['client_secret_basic', 'client_secret_post'],
      'client_secret_post',
    ],
  ] as const)(
    '%s is accepted in the same sign-in',
    async (_, reads, credentials, offered, kind) => {
      const { context, sent } = serverThatReads(reads);
      const request = completion('code=c&state=state-1', requestOf({ credentials, offered }));
      const { authentication } = valueOf(await authorizationCodeGrant(request, context));
      expect(authentication).toEqual({ kind, clientSecret: credentials.clientSecret });
      expect(sent).toHaveLength(2);
    },
  );

  test.each([null, ['client_secret_basic']])(
    'in the header without decoding it is accepted in the same sign-in, where it lists %j',
    async (offered) => {
      const { context, sent } = serverThatReads(fromHeader);
      const request = completion(
        'code=c&state=state-1',
        requestOf({ credentials: special, offered }),
      );
      const { authentication } = valueOf(await authorizationCodeGrant(request, context));
      expect(authentication).toEqual({
        ...{ kind: 'client_secret_basic', clientSecret: 'p+ss/w~rd', unencoded: true },
      });
      expect(sent).toEqual(['my-client_id:p%2Bss%2Fw~rd', 'my-client_id:p+ss/w~rd']);
    },
  );

  test('in the body alone, with special characters, at a server that lists nothing is accepted in the same sign-in', async () => {
    const { context, sent } = serverThatReads(fromBody);
    const request = completion('code=c&state=state-1', requestOf({ credentials: special }));
    const { authentication } = valueOf(await authorizationCodeGrant(request, context));
    expect(authentication.kind).toBe('client_secret_post');
    expect(sent).toHaveLength(3);
  });

  test('is sent the way that worked before, with one request', async () => {
    const { context, sent } = serverThatReads(fromHeader);
    const { clientId, clientSecret } = special;
    const authentication = { kind: 'client_secret_basic', clientSecret, unencoded: true } as const;
    const client = { clientId, authentication };
    valueOf(await authorizationCodeGrant(completion('code=c&state=state-1', { client }), context));
    expect(sent).toHaveLength(1);
  });

  test('in the body is accepted for a service account', async () => {
    const { context } = serverThatReads(fromBody);
    const granted = valueOf(
      await clientCredentialsGrant({ ...requestOf({}), scopes: [] }, context),
    );
    expect(granted.authentication.kind).toBe('client_secret_post');
  });

  test('in the body is accepted for a refresh', async () => {
    const { context } = serverThatReads(fromBody);
    const request = {
      ...requestOf({}),
      ...{
        refreshToken: 'rt-1',
        scopesBefore: [],
        expectedSubject: null,
        idTokenClaimsBefore: null,
      },
    };
    const response = valueOf(await refreshTokenGrantRequest(request, context));
    expect(response).toMatchObject({ status: 200, authentication: { kind: 'client_secret_post' } });
  });

  test('sends the same code and verifier again, and only to the same server', async () => {
    const { seen } = await exchange([refused(), json(tokens)]);
    for (const { url, form } of seen) {
      expect(url).toBe(server.tokenEndpoint);
      expect(form.get('code')).toBe('c');
      expect(form.get('redirect_uri')).toBe(redirectUri);
    }
    expect(seen[1]!.headers.has('authorization')).toBe(false);
  });
});

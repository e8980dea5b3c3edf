import { describe, expect, test } from 'vitest';

import type { Reaction } from '../../testing/scripted-server.js';
import {
  completion,
  json,
  refreshRequest,
  refreshTokenGrant,
  scripted,
  server,
  text,
} from '../../testing/scripted-server.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';
import { isVague, meaningOfStatement, type SentCredential } from './refusal.js';

async function refresh(answer: Reaction) {
  const { context } = scripted({ [server.tokenEndpoint]: answer });
  const client = {
    clientId: 'lanyard',
    authentication: { kind: 'client_secret_basic', clientSecret: 's' },
  } as const;
  return refreshTokenGrant(refreshRequest({ client }), context);
}

async function exchange(answer: Reaction) {
  const { context } = scripted({ [server.tokenEndpoint]: answer });
  return authorizationCodeGrant(completion('code=c-1&state=state-1'), context);
}

const basic = { 'www-authenticate': 'Basic realm="sso"' };

const fitbitRefusal = {
  errors: [{ errorType: 'invalid_grant', message: 'Refresh token invalid: 00aa' }],
  success: false,
};

describe('a refresh token that has ended, in the words of (L2)', () => {
  const answers: readonly (readonly [string, Response])[] = [
    ['Twitch', json({ status: 400, message: 'Invalid refresh token' }, 400)],
    [
      'HubSpot',
      json({ status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' }, 400),
    ],
    [
      'X',
      json(
        {
          error: 'invalid_request',
          error_description: 'Value passed for the token was invalid.',
        },
        400,
      ),
    ],
    [
      'Discord',
      json(
        { error: 'invalid_request', error_description: 'Invalid "refresh_token" in request.' },
        400,
      ),
    ],
    [
      'Atlassian',
      json({ error: 'unauthorized_client', error_description: 'refresh_token is invalid' }, 403),
    ],
    ['Fitbit', json(fitbitRefusal, 400)],
    ['Fitbit with status 200', json(fitbitRefusal)],
    [
      'Facebook',
      json({ error: { message: 'session has expired', type: 'OAuthException', code: 190 } }, 400),
    ],
    ['Laravel', json({ message: 'The refresh token is invalid.', errors: {} }, 401)],
    [
      'a list of fields and codes',
      json({ errors: [{ resource: 'Token', field: 'refresh_token', code: 'invalid' }] }, 400),
    ],
    ['a list by field', json({ errors: { refresh_token: ['is no longer valid'] } }, 422)],
    ['FastAPI', json({ detail: 'Could not validate: token expired' }, 401)],
    [
      'FastAPI, by field',
      json({ detail: [{ loc: ['refresh_token'], msg: 'unknown token' }] }, 422),
    ],
    ['Django REST', json({ detail: 'Token is invalid or expired', code: 'token_not_valid' }, 401)],
    [
      'ASP.NET',
      text(
        '{"type":"about:blank","title":"Refresh token expired","status":400}',
        'application/problem+json',
        400,
      ),
    ],
    ['Spring', json({ status: 401, error: 'Unauthorized', message: 'Token was revoked' }, 401)],
    ['Apigee', json({ fault: { faultstring: 'Invalid Refresh Token', detail: {} } }, 401)],
    ['a list at the top', text('[{"errorCode":"INVALID_GRANT"}]', 'application/json', 400)],
    ['a code in camel case', json({ error: 'InvalidGrant' }, 400)],
    ['a code with its origin', json({ code: 'oauth.invalid_grant' }, 400)],
    ['a form', text('error=invalid_grant&error_description=x', 'text/plain', 400)],
    ['XML', text('<OAuth><error>invalid_grant</error></OAuth>', 'application/xml', 400)],
    ['plain words', text('refresh token has been revoked', 'text/plain', 400)],
    [
      'a server that blames the client',
      json({ error: 'invalid_request', message: 'Token was issued to another client' }, 400),
    ],
    [
      'a user who has gone',
      json({ error: 'access_denied', error_description: 'The user was deleted' }, 403),
    ],
  ];
  test.each(answers)('%s asks for a sign-in', async (_, answer) => {
    expect(await refresh(answer)).toMatchObject({
      kind: 'needs_sign_in',
      error: { code: 'grant_refused' },
    });
  });
});

describe('a client that is refused, in the words of (L3)', () => {
  const answers: readonly (readonly [string, Response])[] = [
    ['a challenge alone', new Response('', { status: 401, headers: basic })],
    ['Reddit', json({ message: 'Unauthorized', error: 401 }, 401, basic)],
    [
      'Fitbit',
      json(
        { errors: [{ errorType: 'invalid_client', message: 'Invalid authorization header' }] },
        401,
      ),
    ],
    ['a message', json({ status: 403, message: 'invalid client secret' }, 403)],
    ['an object', json({ error: { code: 'invalid_client', message: 'unknown app' } }, 400)],
    ['plain words', text('Client ID not found', 'text/plain', 400)],
    [
      'a message in an object',
      json({ error: { message: 'Error validating client secret.' } }, 400),
    ],
    [
      'a page beside the challenge of RFC 6749',
      new Response('<html>Unauthorized', {
        status: 401,
        headers: { ...basic, 'content-type': 'text/html' },
      }),
    ],
  ];
  test.each(answers)('%s points at client ID and secret at sign-in', async (_, answer) => {
    expect(await exchange(answer)).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused' },
    });
  });
  test.each(answers)('%s points at client ID and secret at refresh', async (_, answer) => {
    expect(await refresh(answer)).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused' },
    });
  });

  test('a 401 without a word points at them at sign-in only', async () => {
    const answer = json({ message: 'Unauthorized', error: 401 }, 401);
    expect(await exchange(answer)).toMatchObject({ error: { code: 'client_refused' } });
    expect(await refresh(answer)).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'request_refused' },
    });
  });
});

test.each([{ error: 'Unauthorized' }, { status: 401, error: 'unauthorized' }])(
  'a framework’s word beside a 401 points at client ID and secret at sign-in: %j (L3)',
  async (body) => {
    expect(await exchange(json(body, 401))).toMatchObject({ error: { code: 'client_refused' } });
  },
);

test('JSON that is sent as a page is read as JSON (L2)', async () => {
  expect(await refresh(text('{"error":"invalid_grant"}', 'text/html', 400))).toMatchObject({
    kind: 'needs_sign_in',
  });
});

test.each([
  [
    'an echo of the request',
    { detail: [{ msg: 'Field required', input: { refresh_token: 'RT-1' } }] },
  ],
  ['its headers', { message: 'Bad request', debug: { headers: { authorization: 'Basic RT-1' } } }],
  ['a member with its value', { message: 'Bad request', client_secret: 'RT-1' }],
])('%s is not in what is shown (R17)', async (_, body) => {
  expect(JSON.stringify(await refresh(json(body, 400)))).not.toContain('RT-1');
});

test.each([
  ['a code of its own', json({ error: 'invalid_code' }, 400)],
  ['a status and words', json({ message: 'The authorization code has expired' }, 403)],
  ['a short word', json({ error: 'bad_request', message: 'Invalid code' }, 400)],
  ['GitHub', json({ error: 'bad_verification_code' }, 400)],
  ['a code that has been used', json({ error: 'code_already_used' }, 400)],
  ['a code in one word', json({ error: 'invalid_authcode' }, 400)],
  ['a status and a word', json({ message: 'Forbidden' }, 403)],
  ['a status and a code of its own', json({ error: 'forbidden' }, 403)],
  ['a status for what is gone', json({ detail: 'Gone' }, 410)],
])('an authorization code refused by %s leads to another try', async (_, answer) => {
  expect(await exchange(answer)).toMatchObject({
    kind: 'needs_sign_in',
    error: { code: 'code_refused' },
  });
});

test.each([
  json({ error: 'unauthorized_client', error_description: 'Grant type not allowed' }, 400),
  json({ error: 'unsupported_grant_type' }, 400),
  json({ error: 'invalid_request', error_description: 'Refresh tokens are not supported' }, 400),
])('a kind of grant that is refused is shown as that', async (answer) => {
  // "Refresh tokens are not supported" says nothing about this one.
  expect(await refresh(answer)).toMatchObject({
    kind: 'misconfigured',
    error: { code: 'grant_type_refused' },
  });
});

test.each([
  [
    'the client',
    json({ error: 'forbidden', message: 'Client is disabled' }, 403),
    'client_refused',
  ],
  ['the request', json({ error: 'forbidden' }, 400), 'request_refused'],
  ['nobody', new Response(null, { status: 403 }), 'refused_without_reason'],
])('a 4xx that blames %s is not taken for a refused code', async (_, answer, code) => {
  expect(await exchange(answer)).toMatchObject({ error: { code } });
});

describe('a refusal that says too little', () => {
  test.each([400, 401, 403, 404, 410, 422])(
    'a %i without a body gives no reason',
    async (status) => {
      expect(await refresh(new Response(null, { status }))).toMatchObject({
        kind: 'rejected_response',
        error: { code: 'refused_without_reason', cause: `HTTP ${String(status)}` },
      });
    },
  );

  test.each([
    ['a word', json({ message: 'Forbidden' }, 403)],
    [
      'a missing parameter',
      json({ error: 'invalid_request', message: 'refresh_token is required' }, 400),
    ],
    ['a foreign token', json({ message: 'CSRF token invalid' }, 400)],
  ])('%s is not taken for the end', async (_, answer) => {
    expect(await refresh(answer)).toMatchObject({
      kind: 'rejected_response',
      error: { code: 'request_refused' },
    });
  });

  test.each([
    json({ message: 'Too many requests, invalid token' }, 403),
    json({ error: { message: 'Token endpoint is temporarily unavailable' } }, 400),
  ])('a passing fault is shown as one', async (answer) => {
    expect(await refresh(answer)).toMatchObject({
      kind: 'server_fault_retry',
      error: { code: 'server_busy' },
    });
  });

  test('a page decides nothing, whatever it says', async () => {
    expect(await refresh(text('<html>Refresh token expired', 'text/html', 403))).toMatchObject({
      kind: 'server_fault_retry',
      error: { code: 'server_error', cause: 'HTTP 403, text/html: Refresh token expired' },
    });
  });
});

describe('what the server said, in the details', () => {
  test.each([
    [
      json({ message: 'Invalid refresh token' }, 400),
      'HTTP 400, application/json: Invalid refresh token',
    ],
    [text('no such token', 'text/plain', 400), 'HTTP 400, text/plain: no such token'],
    [text('Down for now', 'text/plain', 502), 'HTTP 502, text/plain: Down for now'],
  ])('is quoted from any body', async (answer, cause) => {
    expect(await refresh(answer)).toMatchObject({ error: { cause } });
  });

  test('is bounded, and without what may be a token', async () => {
    const outcome = await refresh(
      json({ errors: Array.from({ length: 5_000 }, () => 'rt-0123456789abcdef0123 is bad') }, 400),
    );
    const { cause } = (outcome as { error: { cause: string } }).error;
    expect(cause).not.toContain('0123456789');
    expect(cause.length).toBeLessThan(2_000);
  });

  test('any depth of nesting is read', async () => {
    const deep = `${'{"error":'.repeat(5_000)}"x"${'}'.repeat(5_000)}`;
    expect(await refresh(text(deep, 'application/json', 400))).toMatchObject({
      kind: 'rejected_response',
    });
  });
});

const kinds = {
  ...{ grant_refused: 'needs_sign_in', code_refused: 'needs_sign_in' },
  ...{ client_refused: 'misconfigured', redirect_uri_refused: 'misconfigured' },
  ...{ grant_type_refused: 'misconfigured', server_busy: 'server_fault_retry' },
};

function meaningOf(words: string, sent: SentCredential): string | null {
  const statement = { codes: [], texts: ['Error', words], isPage: false };
  const [kind, code] = meaningOfStatement(statement, sent) ?? [undefined, null];
  if (code !== null) expect(kinds).toHaveProperty(code, kind);
  return code;
}

test('the words of a page decide nothing', () => {
  const statement = { codes: [], texts: ['Refresh token expired'], isPage: true };
  expect(meaningOfStatement(statement, 'refresh_token')).toBeNull();
});

test.each([
  ['invalid_request', true],
  ['unauthorized_client', true],
  ['unsupported_grant_type', true],
  ['access_denied', true],
  ['invalid_token', true],
  ['invalid_client_metadata', true],
  ['invalid_grant', false],
  ['invalid_client', false],
  ['', false],
])('words may decide instead of the code %s: %s', (code, expected) => {
  expect(isVague(code)).toBe(expected);
});

describe('each fault of a refresh token asks for a sign-in (L2)', () => {
  test.each([
    ...['is invalid', 'was invalidated', 'is illegal', 'is malformed', 'is bad', 'is incorrect'],
    ...['is wrong', 'mismatch', 'does not match', 'doesn’t match', 'must contain a dot', 'expires'],
    ...['isn’t valid', 'is not a valid one', 'has no valid form', 'is no longer valid', 'expired'],
    ...['did not validate', 'could not be validated', 'is not authentic', 'has ended', 'is stale'],
    ...['is outdated', 'is too old', 'was terminated', 'is no longer active', 'is not active'],
    ...['not found', 'is not known', 'is unknown', 'is unrecognised', 'is not recognized'],
    ...['does not exist', 'didn’t exist', 'was not issued here', 'is inactive', 'is disabled'],
    ...['is blocked', 'is suspended', 'was cancelled', 'was canceled', 'was withdrawn', 'revoked'],
    ...['was deleted', 'was removed', 'is compromised', 'failed', 'was rejected', 'was denied'],
    ...['was issued to another app', 'was reused', 'already used', 'has been redeemed'],
    ...['was already consumed', 'cannot be found', 'could not be verified', 'can’t be decoded'],
    ...['cannot be refreshed', 'belongs to somebody else', 'was issued for somebody else'],
  ])('“refresh token %s”', (words) => {
    expect(meaningOf(`The refresh token ${words}`, 'refresh_token')).toBe('grant_refused');
    expect(meaningOf(`The refreshTokens ${words}`, 'refresh_token')).toBe('grant_refused');
  });

  test.each([
    ...['no such refresh token', 'error validating refresh_token', 'unknown RefreshToken'],
    ...['reuse of a refresh token', 'The token was issued by another server'],
    ...['A grant that belongs to another user'],
  ])('“%s”', (words) => {
    expect(meaningOf(words, 'refresh_token')).toBe('grant_refused');
  });

  test.each([
    ...['refresh token is required', 'Send a refresh token', 'refresh token. Request invalid'],
    ...[
      'refresh token; request malformed',
      'refresh token and badge',
      'invalidity of refresh tokenizers',
    ],
    `A refresh token was sent to ${'an address '.repeat(6)}that is invalid`,
    `An unknown thing came ${'with it '.repeat(6)}before the refresh token`,
  ])('not “%s”', (words) => {
    expect(meaningOf(words, 'refresh_token')).toBeNull();
  });
});

test.each(['authorization_code', 'none'] as const)(
  'a fault of a refresh token is none of a request with %s',
  (sent) => {
    expect(meaningOf('The refresh token is malformed', sent)).toBeNull();
    expect(meaningOf('An invoice that belongs to somebody else', 'refresh_token')).toBeNull();
  },
);

describe('each thing that ends with a refresh token asks for a sign-in (L2)', () => {
  test.each([
    ...['Token expired', 'Grants revoked', 'The session has ended', 'Consent was withdrawn'],
    ...['Authorisation revoked', 'Permission denied', 'value is invalid', 'Login expired'],
    ...['Sign-in failed', 'unknown user', 'Account suspended', 'Member was removed'],
    ...['Subscription canceled', 'Installation deleted', 'Workspace not found'],
    ...['Please re-authorise', 'Reauthenticate', 're-connect the account', 'Re-consent first'],
    ...['Authorise again', 'authenticate again', 'Please log in again', 'Sign in again'],
    ...['You were logged out', 'The person signed out', 'After a log out', 'After sign-out'],
    ...['You must log in', 'You must re-login', 'must sign-in', 'The password was changed'],
    ...[
      'password has been changed',
      'Password changed',
      'Access has been revoked',
      'access expired',
    ],
    ...['Access was withdrawn', 'access ended', 'She revoked access', 'She revoked the access'],
  ])('“%s”', (words) => {
    expect(meaningOf(words, 'refresh_token')).toBe('grant_refused');
    expect(meaningOf(words, 'none')).toBeNull();
  });

  test.each([
    ...['XSRF token invalid', 'invalid csrf token', 'ID token malformed', 'You must retry'],
    ...['Password not yet, and by no means, changed', 'Access to this and that has ended'],
    ...['must. Log on', 'signed in', 'Login page', 'The user is here'],
  ])('not “%s”', (words) => {
    expect(meaningOf(words, 'refresh_token')).toBeNull();
  });
});

describe('each fault of a code leads to another try (L13)', () => {
  test.each([
    ...['authorisation code expired', 'invalid AuthCode', 'Verification code mismatch'],
    ...['bad grant code', 'unknown access code', 'Device code not found', 'code verifier is wrong'],
    ...['Code was used: been used', 'code reused', 'This code has been redeemed'],
  ])('“%s”', (words) => {
    expect(meaningOf(words, 'authorization_code')).toBe('code_refused');
    expect(meaningOf(words, 'device_code')).toBe('code_refused');
    expect(meaningOf(words, 'none')).toBeNull();
  });

  test.each([
    ...['error code invalid', 'Status code: unknown', 'bad HTTP code', 'wrong response code'],
    ...['A code is required', 'unknown barcode'],
  ])('not “%s”', (words) => {
    expect(meaningOf(words, 'authorization_code')).toBeNull();
  });
});

describe('each fault of the client points at its settings (L3)', () => {
  test.each([
    ...['Client not found', 'unknown clientId', 'wrong client secrets', 'Invalid consumer'],
    ...['consumer key revoked', 'API-key disabled', 'App ID unknown', 'app_secret is wrong'],
    ...['Application ID not recognised', 'Bad authorisation header', 'Basic auth failed'],
    ...['Basic authentication failed', 'malformed basic authorization'],
    ...['The app is blocked', 'Integration was removed', 'Bad credentials', 'incorrect secret'],
  ])('“%s”', (words) => {
    expect(meaningOf(words, 'refresh_token')).toBe('client_refused');
    expect(meaningOf(words, 'none')).toBe('client_refused');
  });

  test.each([
    ...['Redirect URI mismatch', 'redirect_urls do not match', 'Invalid callback URL'],
    ...['unknown callbackUri', 'The redirection URI is wrong', 'bad redirection url'],
  ])('“%s”, and at the redirect URI', (words) => {
    expect(meaningOf(words, 'authorization_code')).toBe('redirect_uri_refused');
  });

  test.each([
    ...['Grant type not allowed', 'grant_type is not permitted', 'Refresh tokens are not enabled'],
    ...['This grant is not supported', 'refresh token not authorised', 'grant not available'],
    ...['Unsupported grant type', 'disallowed refresh token', 'Not allowed: offline access'],
    ...['disabled grantTypes', 'not supported: offline_access'],
  ])('“%s”, and at the grant types', (words) => {
    expect(meaningOf(words, 'none')).toBe('grant_type_refused');
  });

  test.each([
    ...['client is here', 'The application is required', 'redirect uri is required'],
    ...['unsupported media', 'Grant type is required', 'Not allowed. Grant type is required'],
    `Not allowed ${'at this time '.repeat(6)}with that grant type`,
    `The grant type is, ${'as it was before, '.repeat(5)}unsupported`,
  ])('not “%s”', (words) => {
    expect(meaningOf(words, 'none')).toBeNull();
  });
});

describe('each member for which a registration is refused (L9)', () => {
  test.each([
    ...['redirect', 'redirect_uris', 'redirectUrl', 'Redirection URI', 'redirection url'],
    ...['callback', 'callback URLs', 'callback_uri', 'custom URI schemes', 'private-use'],
    ...['a loopback address', 'scheme'],
  ])('%s: the redirect URIs', (words) => {
    expect(meaningOf(words, 'registration')).toBe('redirect_uri_refused');
  });

  test.each(['client_name is missing', 'Client is invalid', 'a schematic'])('not %s', (words) => {
    expect(meaningOf(words, 'registration')).toBeNull();
  });
});

describe('each passing fault is shown as one', () => {
  test.each([
    ...['Rate limit', 'rate-limited', 'Too many requests', 'Try again later', 'try again in 5 s'],
    ...['Temporarily down', 'temporary fault', 'throttled', 'Throttling', 'quota exceeded'],
    ...['In maintenance', 'Overloaded', 'overload', 'Timeout', 'timed out', 'time-outs'],
  ])('%s', (words) => {
    for (const sent of ['refresh_token', 'registration', 'none'] as const) {
      expect(meaningOf(`${words}: refresh token invalid`, sent)).toBe('server_busy');
    }
  });

  test.each(['try again', 'corporate limit', 'many'])('not %s', (words) => {
    expect(meaningOf(words, 'refresh_token')).toBeNull();
  });
});

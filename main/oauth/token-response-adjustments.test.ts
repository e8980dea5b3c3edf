import { beforeAll, describe, expect, test } from 'vitest';

import {
  client,
  completion,
  json,
  now,
  type Reaction,
  refreshKeeping,
  scripted,
  server,
  tokens,
  valueOf,
} from '../../testing/scripted-server.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';
import { clientCredentialsGrant } from './client-credentials-grant.js';
import { createProofKey, type ProofKey } from './proof-of-possession.js';
import { serverHeldTokens } from './server-held-grant.js';

let proofKey: ProofKey;
beforeAll(async () => {
  const created = await createProofKey({ ...server, dpopSigningAlgorithms: ['ES256'] });
  if (created === null) throw new Error('no key');
  proofKey = created;
});

async function signIn(
  body: object,
  differences: Parameters<typeof completion>[1] = {},
  headers: Record<string, string> = {},
) {
  const { context } = scripted({ [server.tokenEndpoint]: json(body, 200, headers) });
  return authorizationCodeGrant(completion('code=c&state=state-1', differences), context);
}

async function tokensOf(body: object, scopesRequested: readonly string[] = ['files.read']) {
  return valueOf(await signIn(body, { scopesRequested })).tokens;
}

const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;

describe('a token type that is not RFC 6749’s (L10)', () => {
  const untyped = { ...tokens, token_type: undefined };

  test.each([
    ['missing', untyped],
    ['in a spelling of Bearer', { ...tokens, token_type: 'BearerToken' }],
    ['Bearer', tokens],
  ])('%s is refused where tokens bound to a key were requested (H50)', async (_, body) => {
    expect((await signIn(body, { proofKey })).kind).toBe('rejected_response');
  });

  test.each([
    'access_token',
    ['Bearer'],
    'BearerToken',
    'bearer_token',
    'Bearer Token',
    ' Bearer ',
    'OAuth2Bearer',
    'bearer:',
  ])('%j is Bearer (H48)', async (token_type) => {
    expect(await tokensOf({ ...tokens, token_type })).toMatchObject({
      accessToken: 'at-1',
      tokenType: 'bearer',
      adjustments: ['token_type_spelling'],
    });
  });

  test.each([untyped, { ...tokens, token_type: null }, { ...tokens, token_type: '' }])(
    'missing, it is Bearer (H47)',
    async (body) => {
      expect(await tokensOf(body)).toMatchObject({
        accessToken: 'at-1',
        tokenType: 'bearer',
        adjustments: ['token_type_missing'],
      });
    },
  );
});

describe('granted permissions in another form (H53, L10)', () => {
  test.each([
    ['a scope that itself has a comma', 'a,b', ['a,b'], ['a,b']],
    ['a scope with a comma in its parameters', 'obs?category=a,b', [], ['obs?category=a,b']],
    ['scopes with commas where such were requested', 'x,y', ['a,b'], ['x,y']],
    ['plus signs in scopes that were not requested', 'a+b', [], ['a+b']],
    ['a scope in brackets where such was requested', '[a]', ['[a]'], ['[a]']],
    ['a scope with a semicolon where such was requested', 'a;b', ['a;b'], ['a;b']],
    ['scopes of the standard', 'a b', ['a'], ['a', 'b']],
  ])('%s is left as it is: %j', async (_, scope, requested, scopesGranted) => {
    expect(await tokensOf({ ...tokens, scope }, requested)).toMatchObject({
      scopesGranted,
      adjustments: [],
    });
  });

  test.each([
    ['a list', ['read', 'write'], ['read'], ['read', 'write']],
    ['a list of one text', ['read write'], [], ['read', 'write']],
    ['an empty list', [], ['read'], []],
    ['commas', 'read,write', ['read', 'write'], ['read', 'write']],
    ['commas, where fewer were requested', 'read,write', ['read'], ['read', 'write']],
    ['commas, where others were requested', 'read,write', ['files.read'], ['read', 'write']],
    ['commas, where none were requested', 'read,write', [], ['read', 'write']],
    ['commas and spaces', 'read, write', ['read'], ['read', 'write']],
    ['commas between addresses', 'https://x/a,https://x/b', [], ['https://x/a', 'https://x/b']],
    ['a semicolon between requested ones', 'read;write', ['read', 'write'], ['read', 'write']],
    ['a plus sign between requested ones', 'read+write', ['read', 'write'], ['read', 'write']],
    ['an encoded space', 'read%20write', ['read', 'write'], ['read', 'write']],
    ['a semicolon, where others were requested', 'read; write', ['files.read'], ['read', 'write']],
    ['a list in a text', '["read", "write"]', ['read'], ['read', 'write']],
    ['a list of one in a text', '["read"]', [], ['read']],
    ['a list in a text, where none were requested', "['read', 'write']", [], ['read', 'write']],
    ['a list of a database in a text', '{read,write}', ['files.read'], ['read', 'write']],
    ['quotation marks', '"read write"', ['read'], ['read', 'write']],
    ['a list of texts with commas', ['read,write', 'admin'], ['read'], ['read', 'write', 'admin']],
    ['an empty list in a text', '[]', ['read'], []],
  ])('%s: %j', async (_, scope, requested, scopesGranted) => {
    expect(await tokensOf({ ...tokens, scope }, requested)).toMatchObject({
      scopesGranted,
      adjustments: ['scopes_in_answer'],
    });
  });

  test.each([
    [
      ['read', 'write'],
      ['read', 'write'],
    ],
    ['read,write', ['read', 'write']],
    ['["read"]', ['read']],
  ])('are also found where the server names them "scopes": %j', async (scopes, scopesGranted) => {
    expect(await tokensOf({ ...tokens, scopes })).toMatchObject({
      scopesGranted,
      adjustments: ['scopes_in_answer'],
    });
  });

  test.each([7, {}, [], [7], ''])(
    'are not found in "scopes": %j, and nothing is noted',
    async (scopes) => {
      expect(await tokensOf({ ...tokens, scopes })).toMatchObject({
        scopesGranted: ['files.read'],
        adjustments: [],
      });
    },
  );

  test('are those of the standard member where there are both', async () => {
    expect(await tokensOf({ ...tokens, scope: 'read', scopes: ['write'] })).toMatchObject({
      scopesGranted: ['read'],
      adjustments: [],
    });
  });

  test.each([7, {}, true, [7]])('%j: the requested ones stay', async (scope) => {
    expect(await tokensOf({ ...tokens, scope })).toMatchObject({
      scopesGranted: ['files.read'],
      adjustments: ['scopes_unreadable'],
    });
  });
});

describe('the lifetime of the access token (L10)', () => {
  const lifetimeOf = async (members: object, headers: Record<string, string> = {}) => {
    const body = { ...tokens, expires_in: undefined, ...members };
    const { tokens: got } = valueOf(await signIn(body, {}, headers));
    return [got.expiresAt === null ? null : got.expiresAt - now, got.adjustments];
  };

  test.each(['3600abc', 'soon', 'never', 'P', '1 fortnight', [3_600], {}, true, 1e300, '1e3'])(
    '%j is not known, and costs no tokens (H49)',
    async (expires_in) => {
      expect(await lifetimeOf({ expires_in })).toEqual([null, ['lifetime_unreadable']]);
    },
  );

  test.each([-1, -3, '-5', -1e9])('%j has ended (H49)', async (expires_in) => {
    expect(await lifetimeOf({ expires_in })).toEqual([0, ['lifetime_negative']]);
  });

  test.each([
    ['an hour', 3_600_000, hour],
    ['half an hour', 1_800_000, hour / 2],
    ['five minutes', 300_000, 300 * second],
    ['a day', 86_400_000, day],
    ['ten hours', '36000000', 10 * hour],
    ['30 days', 2_592_000_000, 30 * day],
    ['an hour, less a second', 3_599_000, hour - second],
    ['an hour, less a second, as text', '3599000', hour - second],
    ['an hour, less a fraction of a second', 3_599_871, 3_599_871],
    ['what is left of two hours', 7_013_000, 7_013_000],
    ['a day, less a second', 86_399_000, day - second],
  ])('%s in milliseconds (H49)', async (_, expires_in, expected) => {
    expect(await lifetimeOf({ expires_in })).toEqual([expected, ['lifetime_in_milliseconds']]);
  });

  test.each([
    ['two days', 172_800],
    ['ten days', 864_000],
    ['50 hours', 180_000],
    ['60 days', 5_184_000],
    ['60 days, less a second', 5_183_999],
    ['60 days, less a minute', 5_183_944],
    ['59 days, less some hours', 5_062_653],
    ['30 days, less a second', 2_591_999],
    ['125 days, less a second, nearly three hours in milliseconds', 10_799_999],
    ['125 days', 10_800_000],
    ['11 days, less a second', 950_399],
    ['a week and a second', 604_801],
    ['a month of 365 / 12 days', 2_628_000],
    ['a mean month', 2_629_746],
    ['a month of 365.25 / 12 days', 2_629_800],
    ['90 days', 7_776_000],
    ['a year', 31_536_000],
  ])('%s in seconds stays (H49)', async (_, expires_in) => {
    expect(await lifetimeOf({ expires_in })).toEqual([expires_in * second, []]);
  });

  test.each([
    ['a year of 365.25 days', 31_557_600],
    ['ten years', 315_360_000],
    ['a hundred years', 3_153_600_000],
    ['2^31 - 1 seconds', 2_147_483_647],
  ])('%s counts as a year (H49)', async (_, expires_in) => {
    expect(await lifetimeOf({ expires_in })).toEqual([365 * day, []]);
  });

  test.each([
    ['beside milliseconds', { expires_in: 3_599_871, expires_in_sec: 3_600 }],
    ['instead of the standard’s', { expires_in_seconds: '3600' }],
    ['in milliseconds', { expires_in_ms: 3_600_000 }],
    ['as the end', { expires_at: now / 1_000 + 3_600 }],
    ['as the end in milliseconds', { expires_at: now + 3_600_000 }],
    ['as the end in words', { expires_at: new Date(now + 3_600_000).toISOString() }],
    ['as the end, of another platform', { '.expires': new Date(now + 3_600_000).toUTCString() }],
    [
      'as the end, beside one that cannot be read',
      { expires_in: 'x', expires_on: now + 3_600_000 },
    ],
  ])('under another name: %s (H49)', async (_, members) => {
    expect(await lifetimeOf(members)).toEqual([hour, ['lifetime_form']]);
  });

  test.each([
    ...['3600s', '1 hour', '60 min', '3600000ms', 'PT1H', 'PT60M', 'pt3600s', '01:00:00'],
    ...[now / 1_000 + 3_600, now + 3_600_000, new Date(now + 3_600_000).toISOString()],
  ])('in another form: %j (H49)', async (expires_in) => {
    expect(await lifetimeOf({ expires_in })).toEqual([hour, ['lifetime_form']]);
  });

  test.each([
    ['P1DT1H', 25 * hour],
    ['1.01:00:00', 25 * hour],
    ['2 days', 2 * day],
    ['1 week', 7 * day],
  ])('in another form: %j (H49)', async (expires_in, expected) => {
    expect(await lifetimeOf({ expires_in })).toEqual([expected, ['lifetime_form']]);
  });

  test.each([
    ['0', { expires_in: 0, expires_at: now / 1_000 + 3_600 }],
    ['0 as text', { expires_in: '0', expiresAt: new Date(now + hour).toISOString() }],
    ['a negative number', { expires_in: -1, expires_on: now + hour }],
  ])('is the rest up to an end in the future beside %s (H49)', async (_, members) => {
    expect(await lifetimeOf(members)).toEqual([hour, ['lifetime_form']]);
  });

  test.each([
    ['an end long ago', { expires_at: now / 1_000 - 60 }],
    ['an end now', { expires_at: now / 1_000 }],
    ['a number that is no time', { expires_at: 3_600, expires: 7_200 }],
  ])('stays 0 beside %s (H49)', async (_, members) => {
    expect(await lifetimeOf({ expires_in: 0, ...members })).toEqual([0, []]);
  });

  test.each([
    ['in camel case', { expiresIn: 3_600 }],
    ['in camel case, in milliseconds, with its unit', { expiresInMs: 3_600_000 }],
    ['of the access token', { access_token_expires_in: 3_600 }],
    ['of the access token, as the end', { accessTokenExpiresAt: now + hour }],
    ['as the date of expiry', { expiry_date: now + hour }],
    ['as the expiration', { expiration: new Date(now + hour).toISOString() }],
  ])('under a name %s (H49)', async (_, members) => {
    expect(await lifetimeOf(members)).toEqual([hour, ['lifetime_form']]);
  });

  test('under a name in camel case, in milliseconds (H49)', async () => {
    expect(await lifetimeOf({ expiresIn: 3_600_000 })).toEqual([
      hour,
      ['lifetime_in_milliseconds'],
    ]);
  });

  test.each([
    ['an end that names no time', { expires_at: 0 }],
    ['an end long ago', { expires_at: '2001-01-01T00:00:00Z' }],
    ['a number that is none', { expires_at: 'x' }],
  ])('is not known from %s (H49)', async (_, members) => {
    expect(await lifetimeOf(members)).toEqual([null, []]);
  });

  test('counts the end from the server’s clock, not from ours (H68)', async () => {
    const members = { expires_at: now / 1_000 - 7_200 + 3_600 };
    const date = new Date(now - 7_200_000).toUTCString();
    expect(await lifetimeOf(members, { date })).toEqual([hour, ['lifetime_form']]);
    expect(await lifetimeOf(members, { date, age: '60' })).toEqual([null, []]);
  });

  test('agrees with a name that says the same', async () => {
    expect(await lifetimeOf({ expires_in: 3_600, expires_in_sec: 3_600 })).toEqual([hour, []]);
  });
});

describe('the lifetime of the refresh token (L10)', () => {
  const of = async (members: object) => {
    const { refreshTokenExpiresAt: end, adjustments } = await tokensOf({
      ...{ ...tokens, refresh_token: 'rt-1' },
      ...members,
    });
    return [end === null ? null : end - now, adjustments];
  };

  test.each([
    ['x_refresh_token_expires_in', ['refresh_lifetime_name']],
    ['refresh_token_timeout', ['refresh_lifetime_name']],
    ['authorization_expires_in', ['refresh_lifetime_name']],
    ['refresh_expires_in', []],
    ['refresh_token_expires_in', []],
  ])('under the name %s', async (name, adjustments) => {
    expect(await of({ [name]: 5_184_000 })).toEqual([60 * day, adjustments]);
  });

  test.each([
    ['in camel case', { refreshTokenExpiresIn: 5_184_000 }],
    ['as the end', { refresh_token_expires_at: now / 1_000 + 5_184_000 }],
    ['as the end in words', { refreshTokenExpiresAt: new Date(now + 60 * day).toISOString() }],
  ])('under a name %s', async (_, members) => {
    expect(await of(members)).toEqual([60 * day, ['refresh_lifetime_name']]);
  });

  test('is in milliseconds where that of the access token is, and the number says so', async () => {
    const access = { expires_in: 3_600_000 };
    const adjustments = ['lifetime_in_milliseconds'];
    expect(await of({ ...access, refresh_expires_in: 2_592_000_000 })).toEqual([
      30 * day,
      adjustments,
    ]);
    expect(await of({ ...access, refresh_expires_in: 5_184_000 })).toEqual([60 * day, adjustments]);
  });
});

describe('tokens below another member (L10)', () => {
  const nested = { ...tokens, refresh_token: 'rt-2', scope: 'a' };

  test.each([
    ['an error beside them', { error: 'invalid_grant', data: nested }],
    ['no access token among them', { data: { ...nested, access_token: 7 } }],
    ['more depth than any service has', { a: { b: { c: { d: { e: nested } } } } }],
  ])('are not taken with %s', async (_, body) => {
    expect((await signIn(body)).kind).not.toBe('ok');
  });

  test.each([
    ['data', { code: 0, message: 'success', data: nested }],
    ['body, as of Withings', { status: 0, body: nested }],
    ['a list', { tokens: [nested] }],
    ['an error that is empty', { error: '', errors: null, result: nested }],
    ['an error that is 0', { error: 0, result: nested }],
    ['two members', { a: { b: nested } }],
  ])('are found: %s', async (_, body) => {
    expect(await tokensOf(body)).toMatchObject({
      ...{ accessToken: 'at-1', refreshToken: 'rt-2', scopesGranted: ['a'] },
      adjustments: ['tokens_nested'],
    });
  });

  test('do not hide those where they belong', async () => {
    expect(await tokensOf({ ...tokens, data: { access_token: 'other' } })).toMatchObject({
      ...{ accessToken: 'at-1', adjustments: [] },
    });
  });
});

describe('the same for every grant', () => {
  const odd = { access_token: 'at-2', token_type: 'BearerToken', scope: ['a'], expires_in: -3 };
  const expected = {
    ...{ accessToken: 'at-2', scopesGranted: ['a'], expiresAt: now },
    adjustments: ['token_type_spelling', 'scopes_in_answer', 'lifetime_negative'],
  };
  const answering = (reaction: Reaction) => scripted({ [server.tokenEndpoint]: reaction }).context;

  test('a refresh, whose refresh token is kept as well', async () => {
    const { outcome, kept } = await refreshKeeping(
      {
        ...{ server, client, refreshToken: 'rt-1', scopesBefore: ['a'], expectedSubject: null },
        ...{ idTokenClaimsBefore: null, resource: null, proofKey: null },
      },
      answering(json({ ...odd, refresh_token: 'rt-2' })),
    );
    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { tokens: { ...expected, refreshToken: 'rt-2' } },
    });
    expect(kept).toEqual(['rt-2']);
  });

  test('a service account', async () => {
    const authentication = { kind: 'client_secret_post', clientSecret: 's' } as const;
    const outcome = await clientCredentialsGrant(
      {
        ...{ server, client: { clientId: 'lanyard', authentication }, scopes: ['a'] },
        ...{ resource: null, proofKey: null },
      },
      answering(json(odd)),
    );
    expect(outcome).toMatchObject({ kind: 'ok', value: { tokens: expected } });
  });

  test('a grant that the server holds', async () => {
    const outcome = await serverHeldTokens(
      {
        ...{ endpoint: server.tokenEndpoint, clientId: 'lanyard', identity: 'i' },
        scopesIfUnnamed: [],
      },
      answering(json(odd)),
    );
    expect(outcome).toMatchObject({ kind: 'ok', value: { tokens: expected } });
  });
});

test.each([
  [
    'in camel case beside the standard',
    { ...tokens, refresh_token: undefined, refreshToken: 'RT-2' },
  ],
  ['in an object', { ...tokens, refresh_token: { token: 'RT-2', expires_in: 9 } }],
  ['in an object with a value', { ...tokens, refresh_token: { value: 'RT-2' } }],
])('a new refresh token %s replaces the one before (L10)', async (_, body) => {
  expect(await tokensOf(body)).toMatchObject({
    refreshToken: 'RT-2',
    adjustments: expect.arrayContaining(['response_form']) as unknown,
  });
});

test.each(['refresh_token', 'id_token'])(
  'false for %s costs no access: there is none (H51, L10)',
  async (name) => {
    expect(await tokensOf({ ...tokens, refresh_token: null, [name]: false })).toMatchObject({
      accessToken: 'at-1',
      refreshToken: null,
      idToken: null,
    });
  },
);

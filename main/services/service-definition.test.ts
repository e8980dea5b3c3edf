import { describe, expect, test } from 'vitest';

import { type ServiceDefinitionInput, serviceDefinition } from './service-definition.js';

const whole = { id: 'x', name: 'X', issuer: 'https://x.example' };
const endpoints = {
  authorize: 'https://x.example/authorize?tenant=1',
  token: 'https://x.example/token',
};
const fieldsOf = (definition: unknown) =>
  serviceDefinition.safeParse(definition).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('addresses that a file must not contain (H95)', () => {
  const bad = [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'app://lanyard/',
    'http://x.example',
    'https://user@x.example',
    'x.example',
    'https://x.example/"onload="',
    'https://bücher.example',
    ' https://x.example',
    `https://x.example/${'a'.repeat(2048)}`,
    'https://{host}/',
  ];
  test.each(bad)('%s (H32)', (address) => {
    expect(fieldsOf({ ...whole, issuer: address })).toEqual(['issuer']);
    expect(fieldsOf({ ...whole, manageUrl: address })).toEqual(['manageUrl']);
    expect(fieldsOf({ ...whole, docsUrl: address })).toEqual(['docsUrl']);
    expect(fieldsOf({ ...whole, adminConsentUrl: address })).toEqual(['adminConsentUrl']);
    for (const name of ['authorize', 'token', 'refresh', 'revoke', 'userinfo', 'device']) {
      const fields = fieldsOf({ ...whole, endpoints: { ...endpoints, [name]: address } });
      expect(fields[0]).toMatch(/^endpoints/);
    }
  });

  test('an issuer has no query, and an endpoint no fragment (RFC 8414 §2, RFC 6749 §3.1)', () => {
    expect(fieldsOf({ ...whole, issuer: 'https://x.example/?a=b' })).toEqual(['issuer']);
    const token = 'https://x.example/token#a';
    expect(fieldsOf({ ...whole, endpoints: { ...endpoints, token } })).toEqual(['endpoints.token']);
  });
});

describe('a wrong template of issuers (H95)', () => {
  test.each([
    ['without the tenant', 'https://x.example/v2.0'],
    ['with two tenants', 'https://x.example/{tenantid}/{tenantid}'],
    ['with another variable', 'https://x.example/{tenantid}/{host}'],
    ['with the tenant as its host', 'https://{tenantid}/v2.0'],
    ['with the tenant in its host', 'https://{tenantid}.x.example/v2.0'],
    ['with the tenant in its query', 'https://x.example/?tenant={tenantid}'],
    ['without TLS', 'http://x.example/{tenantid}'],
    ['with a user name', 'https://user@x.example/{tenantid}'],
    ['that is not an address', '{tenantid}'],
  ])('%s', (_, issuerTemplate) => {
    expect(fieldsOf({ ...whole, issuerTemplate })).toEqual(['issuerTemplate']);
  });

  test('of a service with its own endpoints, which needs no metadata', () => {
    const issuerTemplate = 'https://x.example/{tenantid}/v2.0';
    expect(fieldsOf({ ...whole, issuerTemplate, endpoints })).toEqual(['issuerTemplate']);
    expect(fieldsOf({ ...whole, issuerTemplate })).toEqual([]);
  });
});

test.each<[string, unknown]>([
  ['id', 'Callback/../x'],
  ['id', ''],
  ['name', ''],
  ['name', 'Goo\u202Egle'],
  ['name', 'Google\n'],
  ['name', '\u3164'],
  ['name', ' \u2800\u00a0'],
  ['name', 'Goo\u200bgle'],
  ['name', 'Goo\u00adgle\u{e0041}'],
  ['name', `G${'\u0336'.repeat(9)}oogle`],
  ['group', '\ufe0f\u115f'],
  ['scopes.0.words', 'Read\u2060 all'],
  ['lifetime.source', '\uffa0'],
  ['takenFrom', 'its docs\u2028'],
  ['group', 'a\u0000'],
  ['scopes.0.words', '\u2066x'],
  ['client.id', ''],
  ['secret', 'yes'],
  ['authMethod', 'client_secret_jwt'],
  ['bodyFormat', 'xml'],
  ['scopeSeparator', ';'],
  ['redirect', { uniquePath: false }],
  ['lifetime.graceMs', -1],
  ['lifetime.graceMs', '10 min'],
  ['redirect.ways', []],
  ['redirect', { loopbackHost: '0.0.0.0' }],
  ['redirect', { fixedPorts: '80' }],
  ['redirect', 'custom'],
  ['adjustments.0', 'anything'],
  ['verified.date', 'last week'],
  ['scopes.0.name', 'two words'],
  ['scopes.0.risk', 'high'],
  ['endpoints.revoke', { url: 'https://x.example/r', style: 'get' }],
  ['registration', 'by_person'],
  ['obstacle', 'too hard'],
  ['lifetime.rotates', 'sometimes'],
  ['lifetime.accessTokenMs', 'never'],
  ['notKnown.0', 'weather'],
])('%s cannot be %j', (field, value) => {
  const [first = '', ...inner] = field.split('.');
  const context: Record<string, unknown> = {
    client: { id: 'lanyard' },
    lifetime: { source: 'x' },
    verified: { date: '2026-11-21', source: 'x' },
    endpoints,
    scopes: [{ name: 'a' }],
    adjustments: ['github_errors'],
  };
  const changed =
    inner.length === 0
      ? value
      : inner[0] === '0'
        ? [inner[1] === undefined ? value : { name: 'a', [inner[1]]: value }]
        : { ...(context[first] as object), [inner[0] ?? '']: value };
  expect(fieldsOf({ ...whole, [first]: changed })).toEqual([field]);
});

test.each<[string, unknown]>([
  ['', 'invalid_grant'],
  ['', []],
  ['', [{ status: 400, body: { error: true } }]],
  ['', [{ status: 400, body: { 'a-b': 'x' } }]],
  ['', [{ status: 400 }]],
  ['.0.body', [{ status: 400, body: {} }]],
  ['.0.status', [{ status: 503, body: { error: 'x' } }]],
])('a refusal%s cannot be %j', (place, value) => {
  for (const name of ['deadRefreshToken', 'wrongClient']) {
    const refusals = { source: 'x', [name]: value };
    expect(fieldsOf({ ...whole, refusals })).toEqual([`refusals.${name}${place}`]);
  }
});

test.each([
  ...['request_uri', 'request', 'response_mode', 'response_type', 'redirect_uri', 'client_id'],
  ...['state', 'nonce', 'scope', 'code_challenge', 'code_challenge_method', 'resource'],
  ...['Request_URI', ' state', 'dpop_jkt', 'client_assertion', 'id_token_hint'],
])('no definition passes %j along in the place of Lanyard’s own (N8)', (name) => {
  const parameters = { audience: 'x', [name]: 'x' };
  for (const [field, value] of [
    ['authParams', parameters],
    ['selectAccountParams', parameters],
    ['offline', { params: parameters }],
  ] as const) {
    const { error } = serviceDefinition.safeParse({ ...whole, [field]: value });
    expect(error?.issues[0]?.message).toBe('protocol_parameter');
  }
});

test('a service that forbids PKCE is refused: every sign-in uses it (O2)', () => {
  const { error } = serviceDefinition.safeParse({ ...whole, pkce: 'forbidden' });
  expect(error?.issues[0]?.message).toBe('pkce_required');
});

test('an unknown field is refused, at any depth', () => {
  expect(fieldsOf({ ...whole, tokenEndpoint: 'https://x.example' })).toHaveLength(1);
  expect(fieldsOf({ ...whole, endpoints: { ...endpoints, pushed: 'https://x.example' } })).toEqual([
    'endpoints',
  ]);
});

test('a variable in an address has to be defined, and its example has to be valid', () => {
  const variables = [{ name: 'host', words: 'Host', example: 'x.example' }];
  const manageUrl = 'https://{tenant}/apps';
  expect(fieldsOf({ ...whole, variables, manageUrl })).toEqual(['manageUrl']);
  const unfit = [{ name: 'host', words: 'Host', example: 'x.example/' }];
  expect(fieldsOf({ ...whole, variables: unfit })).toEqual(['variables.0.example']);
});

test('a definition with every field is accepted', () => {
  const full: ServiceDefinitionInput = {
    id: 'x',
    name: 'X',
    group: 'Work',
    issuer: 'https://{host}',
    endpoints: {
      authorize: 'https://{host}/authorize',
      token: 'https://{host}/token',
      refresh: 'https://{host}/refresh',
      revoke: { url: 'https://{host}/revoke', style: 'bearer' },
      introspect: 'https://{host}/introspect',
      userinfo: { url: 'https://{host}/me', method: 'post', idPath: 'user.id', namePath: 'name' },
      jwks: 'https://{host}/jwks',
      device: 'https://{host}/device',
      register: 'https://{host}/register',
    },
    variables: [{ name: 'host', words: 'Host', example: 'a.example', default: 'x.example' }],
    client: { id: 'lanyard', secret: 's' },
    secret: 'not_confidential',
    authMethod: 'post',
    bodyFormat: 'json',
    pkce: 'required',
    scopes: [{ name: 'a', words: 'A', risk: 'controls', adminOnly: true, default: true }],
    scopeSeparator: ',',
    authParams: { audience: 'x' },
    selectAccountParams: { prompt: 'select_account' },
    offline: { scope: 'offline', params: { access_type: 'offline' } },
    redirect: {
      ways: ['local_address'],
      loopbackHost: 'localhost',
      fixedPorts: [34_106],
      trailingSlash: true,
    },
    resource: 'https://{host}/api',
    expectIss: true,
    adjustments: ['token_type_missing'],
    lifetime: {
      accessTokenMs: 1,
      refreshTokenIdleMs: 2,
      refreshTokenMaxMs: 3,
      graceMs: 4,
      rotates: true,
      source: 'documentation',
    },
    refusals: {
      deadRefreshToken: [
        { status: 400, body: { 'errors.0.code': 7, text: { startsWith: 'Dead' } } },
      ],
      wrongClient: 'standard',
      source: 'documentation',
    },
    revokeCascade: true,
    manageUrl: 'https://{host}/apps#connected',
    adminConsentUrl: 'https://{host}/consent',
    docsUrl: 'https://{host}/docs',
    registerUrl: 'https://{host}/apps/new',
    verified: { date: '2026-11-21', source: 'documentation' },
  };
  expect(serviceDefinition.parse(full)).toEqual(full);
});

test('a fact is not both stated and not known', () => {
  const notKnown = ['secret', 'pkce', 'accessTokenLifetime', 'deadRefreshToken'] as const;
  const lifetime = { accessTokenMs: 1, source: 'x' };
  expect(fieldsOf({ ...whole, endpoints, notKnown })).toEqual([]);
  // Its metadata tells about PKCE.
  expect(fieldsOf({ ...whole, notKnown })).toEqual(['notKnown.1']);
  expect(fieldsOf({ ...whole, endpoints, secret: 'no', lifetime, notKnown })).toEqual([
    'notKnown.0',
    'notKnown.2',
  ]);
});

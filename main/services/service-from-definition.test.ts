import { describe, expect, test } from 'vitest';

import type { ServiceDefinition } from './service-definition.js';
import { registeredService, serviceFromDefinition } from './service-from-definition.js';

const simple = { id: 'wiki', name: 'Company wiki', issuer: 'https://login.example.com' };
const selfHosted: ServiceDefinition = {
  id: 'git',
  name: 'Git',
  issuer: 'https://{host}',
  variables: [{ name: 'host', words: 'Address', example: 'a.example', default: 'git.example' }],
};
const realms: ServiceDefinition = {
  id: 'keycloak',
  name: 'Keycloak',
  issuer: 'https://{host}/realms/{realm}',
  variables: [
    { name: 'host', words: 'Host', example: 'a.example' },
    { name: 'realm', words: 'Realm', example: 'staff' },
  ],
};
const service = (differently: Partial<ServiceDefinition> = {}) =>
  serviceFromDefinition({ ...simple, ...differently }, 'file');
const client = (variables: Readonly<Record<string, string>>) => ({
  clientId: 'lanyard',
  clientSecret: null,
  variables,
});

test('what a definition leaves out is unknown, and nothing is guessed', () => {
  expect(service()).toMatchObject({
    group: null,
    family: null,
    keywords: [],
    isPopular: false,
    isPractice: false,
    client: null,
    setUp: {
      kind: 'needs_client',
      secret: null,
      docsUrl: null,
      hasForm: false,
      hasDeviceCode: false,
      variables: [],
    },
    scopes: null,
    adjustments: [],
    signInMethod: 'automatic',
    redirect: { allowedMethods: null, loopbackHost: null, fixedPorts: [] },
    lifetime: { accessTokenMs: null, rotates: null, source: null },
    refusals: { deadRefreshToken: null, wrongClient: null, source: null },
    revocation: { kind: 'by_metadata', endsSiblings: null },
    accountPage: null,
    verified: null,
  });
});

describe('the simple form', () => {
  test('with a client it is ready, and has its values', () => {
    const ready = service({
      client: { id: 'lanyard' },
      redirect: 'local_address',
      authParams: { audience: 'x' },
      manageUrl: 'https://login.example.com/apps',
      scopes: [{ name: 'openid', words: 'Know who you are', default: true }, { name: 'b' }],
    });
    expect(ready).toMatchObject({
      server: { kind: 'discovered', address: 'https://login.example.com' },
      client: { clientId: 'lanyard', clientSecret: null },
      setUp: { kind: 'ready' },
      scopes: ['openid'],
      scopeDescriptions: { openid: 'Know who you are' },
      authorizationParameters: { audience: 'x' },
      signInMethod: 'local_address',
      accountPage: 'https://login.example.com/apps',
    });
    expect(ready.scopeOptions.map(({ name, description }) => [name, description])).toEqual([
      ['openid', 'Know who you are'],
      ['b', null],
    ]);
  });

  test('the only redirect that the service allows is used', () => {
    expect(service({ redirect: { ways: ['local_address'] } }).signInMethod).toBe('local_address');
    const both = service({ redirect: { ways: ['local_address', 'app_link'] } });
    expect(both.signInMethod).toBe('automatic');
  });
});

describe('adjustments follow from the definition', () => {
  const endpoints = { authorize: 'https://a.example/a', token: 'https://a.example/t' };

  test('none for a standard one', () => {
    const revoke = 'https://a.example/r';
    const standard = service({
      endpoints: { ...endpoints, revoke, userinfo: 'https://a.example/u' },
    });
    expect(standard.adjustments).toEqual([]);
    expect(standard.revocation.kind).toBe('offered');
  });

  test('revocation is offered, adjusted, not offered, or unknown', () => {
    const kind = (revoke: object | string | undefined) =>
      service({ endpoints: { ...endpoints, ...(revoke !== undefined && { revoke }) } as never })
        .revocation.kind;
    expect(kind({ url: 'https://a.example/r', style: 'bearer' })).toBe('adjusted');
    expect(kind({ url: 'https://a.example/r', style: 'rfc7009' })).toBe('offered');
    expect(kind('not_offered')).toBe('not_offered');
    expect(kind(undefined)).toBe('not_known');
  });

  test('separator, body, userinfo, revocation and refresh endpoint', () => {
    const { adjustments, server } = service({
      scopeSeparator: ',',
      bodyFormat: 'json',
      authMethod: 'post',
      expectIss: true,
      adjustments: ['comma_scopes', 'token_type_missing'],
      endpoints: {
        ...endpoints,
        refresh: 'https://a.example/refresh',
        revoke: { url: 'https://a.example/r', style: 'github' },
        userinfo: { url: 'https://a.example/u', method: 'post', idPath: 'id', emailPath: 'mail' },
      },
    });
    expect(adjustments).toEqual([
      { name: 'comma_scopes' },
      { name: 'token_type_missing' },
      { name: 'json_request_body' },
      { name: 'github_revocation' },
      { name: 'userinfo_by_post' },
      { name: 'userinfo_fields', subject: 'id', email: 'mail' },
      { name: 'refresh_endpoint', url: 'https://a.example/refresh' },
    ]);
    expect(server).toMatchObject({
      server: {
        userinfoEndpoint: 'https://a.example/u',
        revocationEndpoint: 'https://a.example/r',
        clientAuthenticationMethods: ['client_secret_post'],
        sendsIssuer: true,
      },
    });
  });
});

describe('a service of many servers', () => {
  test('without its address it cannot be connected', () => {
    const unset = serviceFromDefinition(realms, 'shipped');
    expect(unset.server).toEqual({ kind: 'not_chosen' });
    expect(unset.setUp).toMatchObject({
      kind: 'needs_client',
      variables: [{ name: 'host' }, { name: 'realm', example: 'staff', defaultValue: null }],
    });
    const withClient = serviceFromDefinition({ ...realms, client: { id: 'x' } }, 'file');
    expect(withClient.setUp.kind).toBe('needs_client');
  });

  test.each([
    [{ host: 'a.example' }, 'realm', 'missing'],
    [{ host: 'a.example', realm: 'x', tenant: 'y' }, 'tenant', 'unknown_variable'],
    [{ host: 'a.example/x', realm: 'x' }, 'host', 'host_characters'],
    [{ host: '0x7f.1', realm: 'x' }, 'host', 'no_address'],
  ])('%j is refused at %s', (variables, variable, code) => {
    const result = registeredService(realms, 'shipped', client(variables));
    expect(result).toEqual({ kind: 'unfit', variable, reason: { code } });
  });

  test('two of its servers are two services, each with its own id (O5)', () => {
    const ids = ['a.example', 'a-example', 'b.example'].map((host) => {
      const made = registeredService(realms, 'shipped', client({ host, realm: 'staff' }));
      if (made.kind !== 'ok') throw new Error(made.reason.code);
      expect(made.value.id).toMatch(/^[a-z0-9][a-z0-9-]{0,63}$/);
      expect(made.value.setUp.kind).toBe('ready');
      return made.value.id;
    });
    expect(new Set(ids).size).toBe(3);
  });

  test('its name has its address, and requests go there (H96)', () => {
    const made = registeredService(
      realms,
      'shipped',
      client({ host: 'https://a.example/', realm: 'staff' }),
    );
    expect(made).toMatchObject({
      kind: 'ok',
      value: {
        name: 'Keycloak (a.example staff)',
        server: { kind: 'discovered', address: 'https://a.example/realms/staff' },
      },
    });
  });

  test('with the default address, it has the definition’s id and name', () => {
    expect(registeredService(selfHosted, 'shipped', client({}))).toMatchObject({
      kind: 'ok',
      value: { id: 'git', name: 'Git', server: { address: 'https://git.example' } },
    });
    expect(serviceFromDefinition(selfHosted, 'shipped').server).toEqual({
      kind: 'discovered',
      address: 'https://git.example',
    });
  });
});

test('a client for a code on another device signs in so, whatever the definition says', () => {
  const definition: ServiceDefinition = { ...simple, redirect: 'local_address' };
  const made = (usesDeviceCode?: boolean) =>
    registeredService(definition, 'shipped', { ...client({}), usesDeviceCode });
  expect(made(true)).toMatchObject({ kind: 'ok', value: { signInMethod: 'device_code' } });
  expect(made()).toMatchObject({ kind: 'ok', value: { signInMethod: 'local_address' } });
});

test('the form for a new app is that of the server whose address is given', () => {
  const registerUrl = 'https://{host}/apps/new';
  const definition: ServiceDefinition = { ...realms, registerUrl };
  expect(serviceFromDefinition(definition, 'shipped')).toMatchObject({
    registerUrl: null,
    setUp: { hasForm: true },
  });
  const made = registeredService(definition, 'shipped', client({ host: 'b.example', realm: 'x' }));
  expect(made).toMatchObject({ value: { registerUrl: 'https://b.example/apps/new' } });
});

test('only that service has the issuer template (O15)', () => {
  const issuerTemplate = 'https://login.example.com/{tenantid}';
  const { issuer: address } = simple;
  expect(service({ issuerTemplate }).server).toEqual({
    kind: 'discovered',
    address,
    issuerTemplate,
  });
  expect(service().server).toEqual({ kind: 'discovered', address });
});

test('how it refuses is known in its own forms, as standard, or not at all', () => {
  const refusals = {
    deadRefreshToken: [{ body: { message: 'dead' } }, { status: 400, body: { code: 7 } }],
    source: 'x',
  };
  expect(service({ refusals }).refusals).toEqual({
    deadRefreshToken: [
      { status: null, body: { message: 'dead' } },
      { status: 400, body: { code: 7 } },
    ],
    wrongClient: null,
    source: 'x',
  });
  const standard = { ...refusals, deadRefreshToken: 'standard' as const };
  expect(service({ refusals: standard }).refusals.deadRefreshToken).toBe('standard');
});

test('a token without an end has no time to reckon with, and neither has one of unknown end', () => {
  const lifetime = {
    accessTokenMs: 'no_end',
    refreshTokenMaxMs: 7,
    rotates: 'no_refresh_token',
    source: 'x',
  } as const;
  expect(service({ lifetime }).lifetime).toEqual({
    accessTokenMs: null,
    refreshTokenIdleMs: null,
    refreshTokenMaxMs: 7,
    graceMs: null,
    rotates: null,
    source: 'x',
  });
});

describe('a service without a client', () => {
  const mcp = { registration: 'by_app', resource: 'https://mcp.example.com/mcp' } as const;

  test('where the app registers itself is set up by its address', () => {
    const address = 'https://mcp.example.com/mcp';
    expect(service(mcp).setUp).toEqual({ kind: 'by_address', address });
  });

  test('of which only the user knows the address asks for it', () => {
    const { variables } = selfHosted;
    const asked = service({
      ...mcp,
      issuer: 'https://{host}',
      resource: 'https://{host}',
      variables: variables?.map(({ name, words, example }) => ({ name, words, example })),
    });
    expect(asked.setUp).toEqual({ kind: 'by_address', address: '' });
  });

  test('that no app on a computer can be connected to says why', () => {
    const setUp = { kind: 'not_possible', obstacle: 'https_redirect' };
    expect(service({ obstacle: 'https_redirect' }).setUp).toEqual(setUp);
    expect(service({ ...mcp, obstacle: 'https_redirect' }).setUp).toEqual(setUp);
  });

  test('is ready with a client all the same', () => {
    const ready = { kind: 'ready' };
    expect(service({ ...mcp, client: { id: 'lanyard' } }).setUp).toEqual(ready);
    expect(service({ obstacle: 'own_protocol', client: { id: 'a' } }).setUp).toEqual(ready);
  });
});

describe('a scope is needed in any case', () => {
  const needed = (...scopes: NonNullable<ServiceDefinition['scopes']>) =>
    service({ scopes, offline: { scope: 'stay' } })
      .scopeOptions.filter(({ isNeeded }) => isNeeded)
      .map(({ name }) => name);
  const byDefault = { default: true } as const;

  test('where it tells who the user is or keeps the access, and is requested by default', () => {
    expect(
      needed(
        { name: 'openid', ...byDefault },
        { name: 'email', ...byDefault },
        { name: 'stay', ...byDefault },
        { name: 'profile' },
        { name: 'files', risk: 'reads', ...byDefault },
      ),
    ).toEqual(['openid', 'email', 'stay']);
  });

  test('where it is the least that a service without OpenID Connect has, but never to change things', () => {
    expect(
      needed(
        { name: 'me', risk: 'reads', ...byDefault },
        { name: 'mail', risk: 'controls', ...byDefault },
        { name: 'photos', risk: 'reads' },
      ),
    ).toEqual(['me']);
  });
});

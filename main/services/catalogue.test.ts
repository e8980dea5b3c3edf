import { describe, expect, test } from 'vitest';

import type { CustomRegistration, CustomService } from '../connections/custom-service.js';
import type { ClientRegistration } from '../connections/service.js';
import type { RegisteredClient } from '../oauth/registered-client.js';
import { createCatalogue } from './catalogue.js';
import { type Definitions, readDefinitions } from './definitions-file.js';
import { shippedDefinitions } from './shipped-services.js';

const file = (name: string, content: object): Definitions =>
  readDefinitions(name, JSON.stringify(content, null, 1));
const service = (name: string, more: object = {}) => ({
  services: [{ id: 'wiki', name, issuer: 'https://wiki.example', ...more }],
});
const aRegistration: RegisteredClient = {
  clientId: 'own',
  clientAuthentication: 'none',
  clientSecret: null,
  clientSecretExpiresAt: null,
  redirectUris: [],
  registrationAccessToken: null,
  registrationClientUri: null,
};
const own: CustomService = {
  kind: 'address',
  id: 'wiki',
  name: 'My own',
  serverAddress: 'https://own.example',
  clientId: 'own',
  clientSecret: null,
  scopes: null,
  signInMethod: 'device_code',
  resource: null,
  apiAddress: null,
  hasMetadata: true,
  usesClientMetadata: false,
  registered: null,
};

describe('services with the same id', () => {
  test('the later source wins, and the service shows it', () => {
    const catalogue = createCatalogue([
      shippedDefinitions,
      file('system', {
        services: [{ id: 'github', name: 'Ours', issuer: 'https://ours.example' }],
      }),
      file('user', service('Of the person')),
      file('named', service('Of the command line')),
    ]);
    expect(catalogue.find('wiki')?.name).toBe('Of the command line');
    expect(catalogue.find('github')).toMatchObject({ name: 'Ours', source: 'file' });
    expect(catalogue.find('gitlab')).toMatchObject({ name: 'GitLab', source: 'shipped' });
    expect(catalogue.view().problems).toEqual([]);
  });

  test('a file wins over a custom service', () => {
    const catalogue = createCatalogue([file('system', service('Of a file'))]);
    catalogue.replaceCustom([own, { ...own, id: 'other' }]);
    expect(catalogue.find('wiki')?.source).toBe('file');
    expect(catalogue.find('other')).toMatchObject({
      source: 'user',
      setUp: { kind: 'ready' },
      signInMethod: 'device_code',
    });
  });
});

describe('a name that could be taken for that of another service has the host beside it', () => {
  const practice = { id: 'practice', name: 'Practice service', issuer: 'http://127.0.0.1:4000' };
  const named = (name: string, host = 'evil.example') => {
    const second = { id: 'second', name, issuer: `https://${host}` };
    const catalogue = createCatalogue([
      shippedDefinitions,
      file('user', { services: [practice] }),
      file('named', { services: [second] }),
    ]);
    const listed = catalogue.view().services.find(({ id }) => id === 'second')?.name;
    expect(catalogue.find('second')?.name).toBe(listed);
    return listed;
  };

  test.each([
    ['the same name', 'Practice service'],
    ['capitals', 'PRACTICE SERVICE'],
    ['more blanks', 'Practice \u00a0  service'],
    ['a Cyrillic letter', 'Рractice service'],
    ['a digit', 'Practice serv1ce'],
    ['the name of a service that ships with the app', 'GitHub'],
    ['letters that look like that', 'Gıthub'],
    ['mixed letters, like no other', 'Μyservісе'],
    ['another host in it', 'github.com'],
    ['another host beside it', 'Practice service (127.0.0.1.login.example)'],
  ])('%s (N7)', (_what, name) => {
    expect(named(name)).toBe(`${name.replaceAll(/\s+/g, ' ')} (evil.example)`);
  });

  test.each(['Wiki', 'Praxis', 'Сервис для всех', 'evil.example'])(
    'not so a name of its own: %s (N7)',
    (name) => {
      expect(named(name)).toBe(name);
    },
  );

  test('also a service of a file that replaces the one it is named after (N7)', () => {
    const replaced = (issuer: string) =>
      createCatalogue([
        shippedDefinitions,
        file('user', { services: [{ id: 'gitlab', name: 'GitLab', issuer }] }),
      ]).find('gitlab')?.name;
    expect(replaced('https://evil.example')).toBe('GitLab (evil.example)');
    expect(replaced('https://gitlab.com')).toBe('GitLab');
  });

  test('both of two, since nobody knows which was meant; services that ship keep theirs (N7)', () => {
    const catalogue = createCatalogue([
      shippedDefinitions,
      file('user', { services: [practice, { ...practice, id: 'b', issuer: 'https://b.example' }] }),
    ]);
    const names = catalogue.view().services.map(({ name }) => name);
    expect(names).toContain('Practice service (127.0.0.1:4000)');
    expect(names).toContain('Practice service (b.example)');
    expect(names.filter((name) => name.includes('('))).toHaveLength(
      2 + shippedDefinitions.services.filter(({ name }) => name.includes('(')).length,
    );
  });

  test('a connection made before the other came, and one whose service is gone, too (N7)', () => {
    const catalogue = createCatalogue([
      file('user', { services: [practice, { ...practice, id: 'b', issuer: 'https://b.example' }] }),
    ]);
    const { name } = practice;
    const nameOf = (id: string, host: string) => catalogue.nameOf({ id, name, host });
    expect(nameOf('practice', '127.0.0.1:4000')).toBe('Practice service (127.0.0.1:4000)');
    expect(nameOf('gone', 'gone.example')).toBe('Practice service (gone.example)');
    const stored = { id: 'b', name: 'Practice service (b.example)', host: 'sts.b.example' };
    expect(catalogue.nameOf(stored)).toBe(stored.name);
    expect(catalogue.nameOf({ id: 'x', name: 'Wiki', host: 'x.example' })).toBe('Wiki');
  });
});

describe('clients for services defined elsewhere', () => {
  const github = { clients: [{ service: 'github', id: 'Iv1.abc', secret: 's' }] };

  test('one for an unknown service is a problem, with its line', () => {
    const wrong = { clients: [{ service: 'githup', id: 'x' }] };
    expect(createCatalogue([shippedDefinitions, file('f', wrong)]).view().problems).toMatchObject([
      { file: 'f', line: 4, field: 'clients[0].service' },
    ]);
  });

  test('one that does not select a server is a problem', () => {
    const wrong = { clients: [{ service: 'keycloak', id: 'x', variables: { host: 'a.example' } }] };
    expect(createCatalogue([shippedDefinitions, file('f', wrong)]).view().problems).toMatchObject([
      { field: 'clients[0].variables.realm', reason: { code: 'missing' } },
    ]);
  });

  test('a definition that replaces another does not get that one’s client (H96)', () => {
    const evil = { services: [{ id: 'github', name: 'GitHub', issuer: 'https://evil.example' }] };
    const catalogue = createCatalogue([shippedDefinitions, file('a', github), file('b', evil)]);
    expect(catalogue.find('github')?.client).toBeNull();
    catalogue.view().services.forEach(({ id, host }) => {
      if (id === 'github') expect(host).toBe('evil.example');
    });
  });

  test('a shipped service becomes ready; the later of two clients counts', () => {
    const later = { clients: [{ service: 'github', id: 'later' }] };
    const catalogue = createCatalogue([shippedDefinitions, file('a', github), file('b', later)]);
    expect(catalogue.find('github')).toMatchObject({
      source: 'file',
      setUp: { kind: 'ready' },
      client: { clientId: 'later', clientSecret: null },
      adjustments: expect.arrayContaining([{ name: 'github_revocation' }]) as unknown,
    });
  });

  test('a service at another server is listed beside the usual one', () => {
    const realm = {
      clients: [{ service: 'keycloak', id: 'x', variables: { host: 'a.example', realm: 'staff' } }],
    };
    const { services } = createCatalogue([shippedDefinitions, file('f', realm)]).view();
    const listed = services.filter(({ name }) => name.startsWith('Keycloak'));
    expect(listed.map(({ name, host }) => [name, host])).toEqual([
      ['Keycloak', ''],
      ['Keycloak (a.example staff)', 'a.example'],
    ]);
    expect(new Set(listed.map(({ redirectUri }) => redirectUri)).size).toBe(2);
  });
});

test.each([
  [true, { clientId: 'own' }],
  [false, null],
])('the view shows whether the app registered itself: %s', (registeredByApp, registered) => {
  const catalogue = createCatalogue([]);
  catalogue.replaceCustom([
    { ...own, registered: registered && { ...aRegistration, ...registered } },
  ]);
  expect(catalogue.find(own.id)).toMatchObject({ registeredByApp });
  expect(catalogue.view().services).toMatchObject([{ registeredByApp, hasAdminPage: false }]);
});

test('the view shows whether an administrator can approve it at the service', () => {
  const { services } = createCatalogue([shippedDefinitions]).view();
  const withPage = services.filter(({ hasAdminPage }) => hasAdminPage).map(({ id }) => id);
  expect(withPage).toContain('microsoft-any');
  expect(withPage).not.toContain('github');
});

describe('a client that the user registered', () => {
  const mine = { serviceId: 'github', clientId: 'mine', clientSecret: 's', variables: {} };
  const kept = (registration: ClientRegistration): CustomRegistration => ({
    kind: 'registration',
    id: registration.serviceId,
    registration,
  });

  test('makes nothing for an unknown service, or with a wrong value', () => {
    const catalogue = createCatalogue([shippedDefinitions]);
    expect(catalogue.register({ ...mine, serviceId: 'nobody' })).toBeNull();
    const unfit = { ...mine, serviceId: 'keycloak', variables: { host: 'a/b' } };
    expect(catalogue.register(unfit)).toMatchObject({ kind: 'unfit', variable: 'host' });
    const before = catalogue.view();
    catalogue.replaceCustom([kept({ ...mine, serviceId: 'nobody' }), kept(unfit)]);
    expect(catalogue.view()).toEqual(before);
  });

  test('does not replace an administrator’s', () => {
    const theirs = { clients: [{ service: 'github', id: 'theirs' }] };
    const catalogue = createCatalogue([shippedDefinitions, file('a', theirs)]);
    catalogue.replaceCustom([kept(mine)]);
    expect(catalogue.find('github')?.client?.clientId).toBe('theirs');
  });

  test('makes the service ready, and its secret stays out of the view (R17)', () => {
    const catalogue = createCatalogue([shippedDefinitions]);
    const secret = 'S3CR3T-client';
    catalogue.replaceCustom([kept({ ...mine, clientSecret: secret })]);
    expect(catalogue.find('github')).toMatchObject({
      setUp: { kind: 'ready' },
      client: { clientId: 'mine', clientSecret: secret },
    });
    expect(JSON.stringify(catalogue.view())).not.toContain(secret);
    catalogue.replaceCustom([]);
    expect(catalogue.find('github')?.setUp.kind).toBe('needs_client');
  });
});

test('a service that uses the app’s metadata document returns by its one local address', () => {
  const catalogue = createCatalogue([]);
  catalogue.replaceCustom([{ ...own, usesClientMetadata: true }]);
  expect(catalogue.find(own.id)).toMatchObject({
    usesClientMetadata: true,
    redirect: { allowedMethods: ['local_address'] },
  });
});

describe('a service where the app registered itself', () => {
  const appLink = 'app.lanyard.desktop:/callback/wiki';
  const local = 'http://127.0.0.1/callback/wiki';
  const withPort = 'http://127.0.0.1:23456/callback/wiki';

  test.each([
    ['all that are not recorded', [], null, []],
    ['both', [appLink, local], null, []],
    ['the app link', [appLink], ['app_link'], []],
    ['the local address', [local], ['local_address'], []],
    ['the local address, first with its port', [local, withPort], ['local_address'], [23_456]],
  ])(
    'returns by the redirects registered: %s',
    (_, redirectUris, allowedMethods, preferredPorts) => {
      const catalogue = createCatalogue([]);
      catalogue.replaceCustom([{ ...own, registered: { ...aRegistration, redirectUris } }]);
      expect(catalogue.find(own.id)?.redirect).toMatchObject({ allowedMethods, preferredPorts });
    },
  );

  test.each(['none', 'client_secret_basic', 'client_secret_post'] as const)(
    'authenticates as the server registered it: %s',
    (clientAuthentication) => {
      const catalogue = createCatalogue([]);
      const registered = { ...aRegistration, clientAuthentication, clientSecret: 's' };
      catalogue.replaceCustom([{ ...own, clientSecret: 's', registered }]);
      expect(catalogue.find(own.id)?.client).toMatchObject({
        clientSecret: 's',
        registeredFor: clientAuthentication,
      });
    },
  );
});

test('a service without metadata has the default endpoints of its origin (O20)', () => {
  const catalogue = createCatalogue([]);
  catalogue.replaceCustom([{ ...own, serverAddress: 'https://old.example', hasMetadata: false }]);
  expect(catalogue.find(own.id)?.server).toMatchObject({
    kind: 'known',
    server: { issuer: 'https://old.example', tokenEndpoint: 'https://old.example/token' },
  });
});

test('an API of an older version is asked at its identifier (O20)', () => {
  const catalogue = createCatalogue([]);
  catalogue.replaceCustom([{ ...own, resource: 'https://api.example' }]);
  expect(catalogue.find(own.id)).toMatchObject({ apiAddress: 'https://api.example' });
});

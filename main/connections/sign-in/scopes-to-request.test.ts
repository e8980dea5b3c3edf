import { describe, expect, test } from 'vitest';

import { aService } from '../../../testing/sign-in.js';
import { aConnection, aServer } from '../../../testing/test-world.js';
import { scopesToRequest } from './scopes-to-request.js';

const api = aService({ scopes: null, apiAddress: 'https://mcp.example/mcp' });
const ownServer = aService({ scopes: null });
const listing = (...scopesSupported: string[]) => ({ ...aServer, scopesSupported });
const plan = (service = api) => ({ service, connection: null });

describe('the first sign-in at an API requests (L8)', () => {
  test.each([
    ['nothing where the API names none', null, aServer, []],
    ['nothing either where its server lists the usual ones', null, listing('openid', 'email'), []],
    ['those that the API names', ['read', 'write'], aServer, ['read', 'write']],
    ['nothing instead of offline_access alone', ['offline_access'], aServer, []],
    [
      'nothing instead of offline_access alone, where the server lists it too',
      ['offline_access'],
      listing('openid', 'offline_access'),
      [],
    ],
    ['no openid where the server does not list it', ['read'], listing('read'), ['read']],
    [
      'a refresh token besides, where the server lists its scope',
      ['read'],
      listing('read', 'offline_access'),
      ['read', 'offline_access'],
    ],
    [
      'the account besides, where the server lists openid',
      ['read', 'openid'],
      listing('openid', 'email'),
      ['read', 'openid', 'email'],
    ],
  ])('%s (O20)', (_, apiScopes, server, expected) => {
    expect(scopesToRequest(plan(), server, apiScopes)).toEqual(expected);
  });

  test('what the user chose, whatever the API names (O20)', () => {
    const chosen = { ...api, scopes: ['mine'] };
    expect(scopesToRequest(plan(chosen), aServer, ['read'])).toEqual(['mine']);
  });
});

describe('the first sign-in at a server requests', () => {
  test.each([
    ['nothing instead of offline_access alone', listing('read', 'offline_access'), []],
    ['the usual scopes that it lists', listing('openid', 'read', 'email'), ['openid', 'email']],
    ['openid at a provider that lists nothing', { ...aServer, isOpenIdProvider: true }, ['openid']],
    ['nothing at a server that is none and lists nothing', aServer, []],
  ])('%s', (_, server, expected) => {
    expect(scopesToRequest(plan(ownServer), server, null)).toEqual(expected);
  });
});

describe('where the user chose permissions, the first sign-in requests', () => {
  const offline = { scope: 'offline_access', parameters: {} };
  const defined = aService({ scopes: ['openid', 'mail.read'], offline });
  const chosen = (service = defined, ...chosenScopes: string[]) => ({
    service,
    connection: null,
    chosenScopes,
  });

  test('those in place of the service’s default ones, and what keeps the access', () => {
    expect(scopesToRequest(chosen(defined, 'openid', 'files'), aServer, null)).toEqual([
      'openid',
      'files',
      'offline_access',
    ]);
  });

  test('those besides what fits the server, where the service has no default ones', () => {
    const server = listing('openid', 'email', 'files');
    expect(scopesToRequest(chosen(ownServer, 'files'), server, null)).toEqual([
      'openid',
      'email',
      'files',
    ]);
  });
});

describe('signing in again requests (L8)', () => {
  const connection = aConnection({ scopesRequested: ['a', 'b'], scopesGranted: ['a'] });

  test('the same as before, whatever the API names now', () => {
    expect(scopesToRequest({ service: api, connection }, aServer, ['c'])).toEqual(['a', 'b']);
  });

  test('the union of those and what the user wants in addition', () => {
    const more = { service: api, connection, moreScopes: ['b', 'c'] };
    expect(scopesToRequest(more, aServer, null)).toEqual(['a', 'b', 'c']);
  });

  test('what was the default too, where none were requested before', () => {
    const byDefault = aConnection({ scopesRequested: [], scopesGranted: ['a'] });
    const more = { service: api, connection: byDefault, moreScopes: ['c'] };
    expect(scopesToRequest(more, aServer, null)).toEqual(['a', 'c']);
    expect(scopesToRequest({ service: api, connection: byDefault }, aServer, null)).toEqual([]);
  });
});

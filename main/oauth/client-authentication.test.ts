import { describe, expect, it } from 'vitest';

import { chooseClientAuthentication } from './client-authentication.js';
import { server } from './scripted-server.fixture.js';

describe('how the client authenticates', () => {
  it.each([null, ''])('not at all without a secret (%j), whatever the server lists', (secret) => {
    const at = { ...server, clientAuthenticationMethods: ['client_secret_basic'] };
    expect(chooseClientAuthentication(at, secret)).toEqual({ kind: 'none' });
  });

  it.each([
    [null, 'client_secret_basic'],
    [[], 'client_secret_basic'],
    [['client_secret_basic', 'client_secret_post'], 'client_secret_basic'],
    [['private_key_jwt'], 'client_secret_basic'],
    [['none', 'client_secret_post'], 'client_secret_post'],
  ])('with a secret at a server that lists %j: %s', (clientAuthenticationMethods, kind) => {
    expect(chooseClientAuthentication({ ...server, clientAuthenticationMethods }, 's')).toEqual({
      kind,
      clientSecret: 's',
    });
  });
});

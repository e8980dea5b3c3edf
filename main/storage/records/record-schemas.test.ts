import { describe, expect, test } from 'vitest';

import type { Connection } from '../../connections/connection.js';
import { aConnection, someSecrets } from '../../../testing/test-world.js';
import { connectionSchema, sealedConnectionSchema } from './connection-schemas.js';
import { parseAs, writeAs } from './record-text.js';

const stored = (connection: Connection) =>
  JSON.parse(writeAs(connectionSchema, connection)) as object;

describe('a record of an earlier version', () => {
  test('S8 still opens: what its server was not asked about then counts as not offered', () => {
    const connection = aConnection();
    const { server } = connection;
    const earlier = {
      issuer: server.issuer,
      authorizationEndpoint: server.authorizationEndpoint,
      tokenEndpoint: server.tokenEndpoint,
      revocationEndpoint: server.revocationEndpoint,
      introspectionEndpoint: server.introspectionEndpoint,
      userinfoEndpoint: server.userinfoEndpoint,
      jwksUri: server.jwksUri,
      sendsIssuer: server.sendsIssuer,
      scopesSupported: server.scopesSupported,
      codeChallengeMethodsSupported: server.codeChallengeMethodsSupported,
      promptValuesSupported: server.promptValuesSupported,
      idTokenSigningAlgorithms: server.idTokenSigningAlgorithms,
      clientAuthenticationMethods: server.clientAuthenticationMethods,
      isOpenIdProvider: server.isOpenIdProvider,
    };
    const text = JSON.stringify({ ...stored(connection), server: earlier });
    expect(parseAs(connectionSchema, text)).toEqual(connection);
  });

  test('S8 H76 still goes on disconnecting: as one that has just been asked for', () => {
    const connection = aConnection({
      standing: { kind: 'disconnecting', since: 5, progress: { kind: 'asking' } },
    });
    const text = JSON.stringify({
      ...stored(connection),
      standing: { kind: 'disconnecting', since: 5 },
    });
    expect(parseAs(connectionSchema, text)).toEqual(connection);
  });

  test('S8 still opens: nothing is known of the end of its refresh token', () => {
    const connection = aConnection();
    const secrets = someSecrets();
    const earlier = (record: unknown) =>
      JSON.stringify(record, (name, value: unknown) =>
        name === 'refreshTokenExpiresAt' ? undefined : value,
      );
    expect(parseAs(connectionSchema, earlier(stored(connection)))).toEqual(connection);
    const sealed = { connection: stored(connection), secrets };
    expect(parseAs(sealedConnectionSchema, earlier(sealed))).toEqual({ connection, secrets });
  });

  test('S8 does not open when what it always had is missing', () => {
    const connection = aConnection();
    const server = { ...connection.server, tokenEndpoint: undefined };
    expect(parseAs(connectionSchema, JSON.stringify({ ...stored(connection), server }))).toBeNull();
  });
});

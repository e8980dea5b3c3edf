import { describe, expect, test } from 'vitest';

import { aConnection, someSecrets } from '../../../testing/test-world.js';
import type { Connection } from '../../connections/connection.js';
import { parseAs, writeAs } from '../format/record-text.js';
import { connectionSchema, sealedConnectionSchema } from './connection-schemas.js';

const stored = (connection: Connection) =>
  JSON.parse(writeAs(connectionSchema, connection)) as object;

describe('a record of an earlier version', () => {
  test('is readable: server features it does not mention count as not offered (S8)', () => {
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

  test('continues to disconnect as if it had just been requested (S8, H76)', () => {
    const connection = aConnection({
      standing: { kind: 'disconnecting', since: 5, progress: { kind: 'pending' } },
    });
    const text = JSON.stringify({
      ...stored(connection),
      standing: { kind: 'disconnecting', since: 5 },
    });
    expect(parseAs(connectionSchema, text)).toEqual(connection);
  });

  test('is readable: the expiry of its refresh token is unknown (S8)', () => {
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

  test('is unreadable without a member it always had (S8)', () => {
    const connection = aConnection();
    const server = { ...connection.server, tokenEndpoint: undefined };
    expect(parseAs(connectionSchema, JSON.stringify({ ...stored(connection), server }))).toBeNull();
  });

  test('keeps the stored name of a code that is called differently by now (S8)', () => {
    const cause = { code: 'renewal_interrupted', cause: '', host: null, serverError: null };
    const connection = aConnection();
    const earlier = { ...stored(connection), standing: { kind: 'needs_sign_in', cause } };
    const read = parseAs(connectionSchema, JSON.stringify(earlier));
    expect(read?.standing).toMatchObject({ cause: { code: 'refresh_interrupted' } });
    expect(read && stored(read)).toEqual(earlier);
  });

  test('loses the scope words that earlier versions stored, and nothing else (S8)', () => {
    const connection = aConnection();
    const earlier = { ...stored(connection), scopeWords: { 'notes.read': 'Read your notes' } };
    expect(parseAs(connectionSchema, JSON.stringify(earlier))).toEqual(connection);
  });
});

describe('an account that the service has not identified', () => {
  const { account: ada, server } = aConnection();
  const subject = '1f0c2b6e-8a37-4c55-9d21-0a4f7c3b9e10';
  const unnamed = { ...ada, subject, name: null, email: null };
  const cannotBeAsked = { ...server, userinfoEndpoint: null };

  test('is stored by the name of its service, which older versions show (S8)', () => {
    const unidentified = { timesAsked: 2, lastAskedAt: 3 };
    const connection = aConnection({ account: { ...unnamed, unidentified } });
    expect(stored(connection)).toMatchObject({ account: { name: 'Service', unidentified } });
    expect(parseAs(connectionSchema, JSON.stringify(stored(connection)))).toEqual(connection);
  });

  test.each([
    ['at a server without userinfo', { server: cannotBeAsked }],
    ['where the server holds the grant', { grant: 'server_held' as const }],
  ])('is recognized in a record of an earlier version: %s (S8)', (_, differently) => {
    const connection = aConnection({ ...differently, connectedAt: 7 });
    const earlier = { ...stored(connection), account: { ...unnamed, name: 'Service' } };
    expect(parseAs(connectionSchema, JSON.stringify(earlier))).toEqual({
      ...connection,
      account: { ...unnamed, unidentified: { timesAsked: 0, lastAskedAt: 7 } },
    });
  });

  test.each([
    ['userinfo named it', { server }, {}],
    ['an ID token named it', { hasIdTokenClaims: true }, {}],
    ['it has another name', {}, { name: 'Ada' }],
    ['it has an e-mail address', {}, { email: 'ada@example.org' }],
    ['its subject is not an id of the app', {}, { subject: 'sub-1' }],
    ['its subject is another kind of UUID', {}, { subject: subject.replace('-4c', '-1c') }],
  ])('is not seen in an earlier record by mistake: %s (S8)', (_, differently, of) => {
    const connection = aConnection({ server: cannotBeAsked, ...differently });
    const account = { ...unnamed, name: 'Service', ...of };
    const earlier = { ...stored(connection), account };
    expect(parseAs(connectionSchema, JSON.stringify(earlier))?.account).toEqual(account);
  });
});

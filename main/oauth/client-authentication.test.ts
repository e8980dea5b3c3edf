import { describe, expect, test } from 'vitest';

import {
  completion,
  decoded,
  json,
  now,
  scripted,
  server,
  tokens,
  valueOf,
} from '../../testing/scripted-server.js';
import { authorizationCodeGrant } from './authorization-code-grant.js';
import { chooseClientAuthentication, privateKeyAuthentication } from './client-authentication.js';
import { generatePrivateKey } from './private-key.js';

describe('client authentication', () => {
  test.each([null, ''])('is none without a secret (%j), whatever the server lists', (secret) => {
    const at = { ...server, clientAuthenticationMethods: ['client_secret_basic'] };
    expect(chooseClientAuthentication(at, secret)).toEqual({ kind: 'none' });
  });

  test.each([
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

describe('a client that registered itself', () => {
  const secretAuthentications = ['client_secret_basic', 'client_secret_post'] as const;

  test.each([[secretAuthentications], [['client_secret_basic']], [['client_secret_post']], [null]])(
    'authenticates as the server answered, at a server that lists %j',
    (clientAuthenticationMethods) => {
      const at = { ...server, clientAuthenticationMethods };
      for (const kind of secretAuthentications) {
        const authentication = { kind, clientSecret: 's' };
        expect(chooseClientAuthentication(at, 's', kind)).toEqual(authentication);
      }
      expect(chooseClientAuthentication(at, 's', 'none')).toEqual({ kind: 'none' });
    },
  );

  test('does not authenticate without a secret', () => {
    expect(chooseClientAuthentication(server, null, 'client_secret_basic')).toEqual({
      kind: 'none',
    });
  });
});

describe('a client secret in the Authorization header', () => {
  const credentialsSent = async (clientId: string, clientSecret: string) => {
    const { context, seen } = scripted({ [server.tokenEndpoint]: json(tokens) });
    const client = {
      clientId,
      authentication: { kind: 'client_secret_basic', clientSecret },
    } as const;
    valueOf(await authorizationCodeGrant(completion('code=c&state=state-1', { client }), context));
    const [, credentials = ''] = /^Basic (.+)$/.exec(seen[0]!.headers.get('authorization')!) ?? [];
    return Buffer.from(credentials, 'base64').toString();
  };

  test.each([
    ['Kd3_vQ7-pLm0Zx8aWc2Re5Ty1Ui4Op6As9Df3Gh7Jk', 'n-Ab_Cd1Ef2Gh3Ij4Kl5Mn6Op7Qr8St9Uv0Wx1Yz2Ab'],
    ['a-bC_dEf12345Q', 'Zx_9-aaaaaaaaaaaaaaaaaaaaaaa'],
    ['123.apps.example', 'a~b*c'],
  ])('is understood by a server that decodes nothing: %s', async (clientId, clientSecret) => {
    expect(await credentialsSent(clientId, clientSecret)).toBe(`${clientId}:${clientSecret}`);
  });

  test('keeps apart what would be misread: colons, spaces, percent signs and other letters', async () => {
    expect(await credentialsSent('my:id', "p+s s/%7E!('é')")).toBe(
      'my%3Aid:p%2Bs+s%2F%257E%21%28%27%C3%A9%27%29',
    );
  });
});

describe('a client with a private key', () => {
  const keyText = async (alg: string) => JSON.stringify(await generatePrivateKey([alg]));

  test.each([
    [
      'the server does not offer private_key_jwt',
      { clientAuthenticationMethods: ['client_secret_basic'] },
    ],
    [
      'not a private key (PKCS#8 PEM or JWK) that this server accepts',
      { clientAuthenticationAlgorithms: ['RS256'] },
    ],
  ])('is refused: %s', async (cause, differences) => {
    const outcome = await privateKeyAuthentication(
      { ...server, ...differences },
      await keyText('ES256'),
    );
    expect(outcome).toMatchObject({
      kind: 'misconfigured',
      error: { code: 'client_refused', cause, host: 'as.example' },
    });
  });

  test('is refused for a text that is not a key, without quoting it', async () => {
    const outcome = await privateKeyAuthentication(server, 'hunter2');
    expect(outcome.kind).toBe('misconfigured');
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });

  test.each([null, ['none', 'private_key_jwt']])(
    'signs an assertion for this server alone and for a minute, where the server lists %j',
    async (clientAuthenticationMethods) => {
      const at = { ...server, clientAuthenticationMethods };
      const key = JSON.stringify({ ...(await generatePrivateKey(['ES256'])), kid: 'k-1' });
      const authentication = valueOf(await privateKeyAuthentication(at, key));
      const { context, seen } = scripted({ [server.tokenEndpoint]: json(tokens) });
      const client = { clientId: 'lanyard', authentication };
      await authorizationCodeGrant(completion('code=c&state=state-1', { client }), context);
      const { form } = seen[0]!;
      expect(form.get('client_assertion_type')).toBe(
        'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      );
      const { header, claims } = decoded(form.get('client_assertion'));
      expect(header).toEqual({ alg: 'ES256', kid: 'k-1' });
      expect(claims).toMatchObject({ iss: 'lanyard', sub: 'lanyard', aud: server.issuer });
      expect(Number(claims['exp']) - Number(claims['iat'])).toBe(60);
      expect(Math.abs(Number(claims['iat']) - now / 1_000)).toBeLessThanOrEqual(2);
      expect(form.has('client_secret')).toBe(false);
      expect(JSON.stringify([...form])).not.toContain((JSON.parse(key) as { d: string }).d);
    },
  );

  test('names EdDSA as its server does, and sends no key id where it has none', async () => {
    const at = { ...server, clientAuthenticationAlgorithms: ['EdDSA'] };
    const key = JSON.stringify({ ...(await generatePrivateKey(['Ed25519'])), alg: undefined });
    const authentication = valueOf(await privateKeyAuthentication(at, key));
    const { context, seen } = scripted({ [server.tokenEndpoint]: json(tokens) });
    const client = { clientId: 'lanyard', authentication };
    await authorizationCodeGrant(completion('code=c&state=state-1', { client }), context);
    const { header } = decoded(seen[0]!.form.get('client_assertion'));
    expect(header).toEqual({ alg: 'EdDSA' });
  });
});

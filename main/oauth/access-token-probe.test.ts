import { describe, expect, test } from 'vitest';

import {
  client,
  json,
  nodeFault,
  type Reaction,
  scripted,
  server,
  text,
} from '../../testing/scripted-server.js';
import { isIntrospectable, probeAccessToken } from './access-token-probe.js';

async function probe(userinfo: Reaction, introspection: Reaction = json({}, 400), at = server) {
  const { context } = scripted({
    'https://as.example/me': userinfo,
    'https://as.example/introspect': introspection,
  });
  return probeAccessToken({ server: at, client, accessToken: 'at-1', proofKey: null }, context);
}

const challenge = (value: string, status = 401) =>
  new Response('', { status, headers: { 'www-authenticate': value } });
const ok = (value: string) => ({ kind: 'ok', value });

describe('evidence after a revocation', () => {
  test.each([
    ['in the challenge', challenge('Bearer realm="as", error="invalid_token"')],
    ['in the challenge without quotes', challenge('Bearer error=invalid_token')],
    ['in the body', json({ error: 'invalid_token' }, 401)],
    [
      'in the words of the challenge',
      challenge('Bearer error="invalid_request", error_description="The access token expired"'),
    ],
    ['in words', json({ message: 'Bad credentials' }, 401)],
    [
      'as Google',
      json({ error: 'invalid_request', error_description: 'Invalid Credentials' }, 401),
    ],
    [
      'as Facebook',
      json(
        {
          error: {
            message: 'Error validating access token: The session has been invalidated',
            code: 190,
          },
        },
        400,
      ),
    ],
    [
      'as Microsoft',
      json(
        { error: { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' } },
        401,
      ),
    ],
    ['as Google’s APIs', json({ error: { code: 401, status: 'UNAUTHENTICATED' } }, 401)],
    ['as Twitch', json({ status: 401, message: 'invalid access token' }, 401)],
    ['under another code', json({ error: 'token_revoked' }, 401)],
    ['with 403', json({ error: 'expired_token' }, 403)],
    ['in plain words', text('Token has been revoked', 'text/plain', 401)],
  ])('the old token is refused with invalid_token, %s (O14)', async (_, answer) => {
    expect(await probe(answer)).toEqual(ok('refused'));
  });

  test('the old token is still accepted', async () => {
    expect(await probe(json({ sub: 'alice' }))).toEqual(ok('accepted'));
  });

  test.each([
    ['a 401 from something in between', challenge('Negotiate')],
    ['a 401 without a challenge', text('', '', 401)],
    ['a 403', json({ error: 'insufficient_scope' }, 403)],
    ['a wish for another sign-in', json({ error: 'insufficient_user_authentication' }, 401)],
    ['a page', text('<html>', 'text/html')],
    ['a page about tokens', text('<html>Invalid token', 'text/html', 403)],
    [
      'a word about its permissions',
      json({ error: 'insufficient_scope', message: 'The token has an invalid scope' }, 403),
    ],
    ['a fault of another token', json({ message: 'Invalid CSRF token' }, 403)],
    ['no more than the status', json({ message: 'Unauthorized' }, 401)],
    ['words about the request', json({ error: 'invalid_request' }, 400)],
    ['a fault', json({ message: 'token service unknown' }, 404)],
    ['a 404', text('', '', 404)],
  ])('the result stays open after %s', async (_, answer) => {
    expect(await probe(answer)).toEqual(ok('inconclusive'));
    expect(await probe(answer, json({ active: false }))).toEqual(ok('refused'));
    expect(await probe(answer, json({ active: true }))).toEqual(ok('accepted'));
  });

  test('the result is open where the server offers neither userinfo nor introspection', async () => {
    const at = { ...server, userinfoEndpoint: null, introspectionEndpoint: null };
    expect(await probe(json({}), json({}), at)).toEqual(ok('inconclusive'));
  });

  test('a bound token is not used with a key that cannot sign: only introspection tells', async () => {
    const proofKey = { kty: 'EC', crv: 'P-256', alg: 'ES256', x: 'x', y: 'y', d: 'd' };
    const probed = async (introspection: Reaction) => {
      const { context, seen } = scripted({ 'https://as.example/introspect': introspection });
      const resource = 'https://api.example/';
      const question = { server, client, accessToken: 'at-1', proofKey, resource };
      const outcome = await probeAccessToken(question, context);
      expect(seen.map(({ url }) => url)).toEqual(['https://as.example/introspect']);
      return outcome;
    };
    expect(await probed(json({}, 403))).toEqual(ok('inconclusive'));
    expect(await probed(json({ active: false }))).toEqual(ok('refused'));
  });

  test('introspection is used where there is no userinfo', async () => {
    const at = { ...server, userinfoEndpoint: null };
    expect(await probe(json({}), json({ active: false }), at)).toEqual(ok('refused'));
  });

  test('an unreachable server does not count as a refused token', async () => {
    expect(await probe(nodeFault('ECONNREFUSED'))).toMatchObject({ kind: 'network_fault_retry' });
    expect(await probe(text('', '', 503))).toMatchObject({ kind: 'server_fault_retry' });
    expect(await probe(text('', '', 404), nodeFault('ECONNRESET'))).toMatchObject({
      kind: 'network_fault_retry',
    });
  });
});

describe('at the API that the token is for', () => {
  const resource = 'https://api.example/mcp';
  const silent = { ...server, userinfoEndpoint: null };
  const tried = (api: Reaction, more: object = {}, introspection: Reaction = json({}, 400)) => {
    const { context, seen } = scripted({
      [resource]: api,
      'https://as.example/introspect': introspection,
    });
    const probe = { server: silent, client, accessToken: 'at-1', proofKey: null, resource };
    return { seen, result: probeAccessToken({ ...probe, ...more }, context) };
  };

  test('a refused token has ended, and is tried without a body', async () => {
    const { seen, result } = tried(challenge('Bearer error="invalid_token"'));
    expect(await result).toEqual(ok('refused'));
    expect(seen[0]).toMatchObject({ url: resource, method: 'HEAD' });
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer at-1');
    expect(seen).toHaveLength(1);
  });

  test('an accepted token has not ended', async () => {
    const answers = [json({}), challenge('Bearer')];
    const { result, seen } = tried(() => answers.shift() ?? json({}));
    expect(await result).toEqual(ok('accepted'));
    expect(seen.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer at-1', null]);
  });

  test('an API that answers everyone says nothing about the token', async () => {
    expect(await tried(json({})).result).toEqual(ok('inconclusive'));
    expect(await tried(json({}), {}, json({ active: false })).result).toEqual(ok('refused'));
  });

  test.each([
    ['a 405', text('', '', 405)],
    ['a 401 of something in between', challenge('Negotiate')],
    ['a broken network', nodeFault('ECONNREFUSED')],
    ['a 503', text('', '', 503)],
  ])('%s tells nothing, and introspection is asked', async (_, answer) => {
    expect(await tried(answer).result).toEqual(ok('inconclusive'));
    expect(await tried(answer, {}, json({ active: false })).result).toEqual(ok('refused'));
  });

  test.each(['http://api.example/', 'not an address', null])('%s is not asked', async (at) => {
    const { seen, result } = tried(json({}), { resource: at, introspectable: false });
    expect(await result).toEqual(ok('inconclusive'));
    expect(seen).toEqual([]);
  });

  test('introspection that says "inactive" of every token is no evidence', async () => {
    const answer = tried(text('', '', 405), { introspectable: false }, json({ active: false }));
    expect(await answer.result).toEqual(ok('inconclusive'));
  });

  test.each([
    ['knows the token', json({ active: true }), true],
    ['says that a working token is inactive', json({ active: false }), false],
    ['refuses to answer', json({}, 403), false],
  ])('introspection that %s', async (_, introspection, known) => {
    const { context } = scripted({ 'https://as.example/introspect': introspection });
    const probe = { server: silent, client, accessToken: 'at-1', proofKey: null };
    expect(await isIntrospectable(probe, context)).toBe(known);
  });

  test('a server without introspection is not asked', async () => {
    const { context, seen } = scripted({});
    const at = { ...silent, introspectionEndpoint: null };
    const probe = { server: at, client, accessToken: 'at-1', proofKey: null };
    expect(await isIntrospectable(probe, context)).toBe(false);
    expect(seen).toEqual([]);
  });
});

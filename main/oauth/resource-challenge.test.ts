import { describe, expect, test } from 'vitest';

import { nodeFault, type Reaction, scripted } from '../../testing/scripted-server.js';
import { requestChallenge } from './resource-challenge.js';

const api = 'https://api.example/mcp';
const unauthorized = (challenge?: string) =>
  new Response('', {
    status: 401,
    headers: challenge === undefined ? {} : { 'www-authenticate': challenge },
  });
const challenged = (code: number) =>
  new Response('', { status: code, headers: { 'www-authenticate': 'Bearer scope="a"' } });
const status = (code: number) => new Response('', { status: code });

async function ask(reaction: Reaction | readonly Reaction[]) {
  const { context, seen } = scripted({ [api]: reaction });
  const challenge = await requestChallenge(new URL(api), context);
  const sent = seen.map(({ method, body }) =>
    body === '' ? method : (JSON.parse(body) as { method: string }).method,
  );
  return { challenge, sent, seen };
}

describe('an API without a challenge (O20)', () => {
  test.each([
    ['it answers everyone', status(200)],
    ['there is nothing', status(404)],
    ['it refuses without a challenge', unauthorized()],
    ['it wants a password', unauthorized('Basic realm="x"')],
    ['its challenge cannot be read', unauthorized('"')],
    ['it forbids without a challenge', status(403)],
    ['its challenge comes with another status', challenged(400)],
    ['it redirects', new Response('', { status: 302, headers: { location: '/login' } })],
  ])('%s', async (_, reaction) => {
    expect((await ask(reaction)).challenge).toBeNull();
  });

  test('is asked only once where the network is down', async () => {
    const { challenge, sent } = await ask(nodeFault('ENETUNREACH'));
    expect(challenge).toBeNull();
    expect(sent).toHaveLength(1);
  });
});

describe('the challenge of an API (O20, L6)', () => {
  test('holds the address of its metadata and the scopes it needs', async () => {
    const header = `Bearer error="invalid_token", scope="a  b", resource_metadata="${api}.json"`;
    expect((await ask(unauthorized(header))).challenge).toEqual({
      metadataLink: `${api}.json`,
      scopes: ['a', 'b'],
      acceptedProofs: null,
    });
  });

  test.each([
    ['Bearer', null],
    ['bearer realm="x"', null],
    ['Bearer scope=""', null],
    ['DPoP algs="ES256  ES384"', ['ES256', 'ES384']],
    ['Bearer, DPoP', 'any'],
  ])('may name neither, with or without proofs: %s (O19)', async (header, acceptedProofs) => {
    const { challenge } = await ask(unauthorized(header));
    expect(challenge).toEqual({ metadataLink: null, scopes: null, acceptedProofs });
  });

  test('is read where the API forbids instead', async () => {
    expect((await ask(challenged(403))).challenge).toMatchObject({ scopes: ['a'] });
  });

  test.each([
    [`Bearer resource_metadata=${api}.json`, `${api}.json`, null],
    [`Bearer resource_metadata = ${api}.json, scope="a"`, `${api}.json`, ['a']],
    [`Bearer scope="a",resource_metadata=/mcp.json?a=b`, '/mcp.json?a=b', ['a']],
    [
      `Bearer realm="resource_metadata=https://evil.example", resource_metadata=${api}.json`,
      `${api}.json`,
      null,
    ],
    [`Bearer realm="\\", resource_metadata=/evil", resource_metadata=/mcp`, '/mcp', null],
  ])('may name its metadata without quotes: %s', async (header, metadataLink, scopes) => {
    expect((await ask(unauthorized(header))).challenge).toMatchObject({ metadataLink, scopes });
  });

  test.each([
    ['Bearer scope="mcp:read,mcp:write"', ['mcp:read', 'mcp:write']],
    ['Bearer scope="a, b"', ['a', 'b']],
    ['Bearer scope="a(b,c) d"', ['a(b,c)', 'd']],
  ])('may separate scopes by commas: %s (L8)', async (header, scopes) => {
    expect((await ask(unauthorized(header))).challenge).toMatchObject({ scopes });
  });

  test('is found among others', async () => {
    const header = `Basic realm="x", Bearer scope="a", DPoP resource_metadata="${api}.json"`;
    expect((await ask(unauthorized(header))).challenge).toEqual({
      metadataLink: `${api}.json`,
      scopes: ['a'],
      acceptedProofs: 'any',
    });
  });

  test.each([
    ['a method that needs a token', [unauthorized('Bearer')], ['tools/list']],
    ['a page', [status(404), unauthorized('Bearer')], ['tools/list', 'GET']],
    [
      'the handshake of a session',
      [status(400), status(405), unauthorized('Bearer')],
      ['tools/list', 'GET', 'initialize'],
    ],
  ])('comes at the first request that gets one: %s', async (_, reactions, expected) => {
    const { challenge, sent } = await ask(reactions);
    expect(challenge).not.toBeNull();
    expect(sent).toEqual(expected);
  });

  test('is asked for without a token', async () => {
    const { seen } = await ask(status(404));
    expect(seen.map(({ headers }) => headers.get('authorization'))).toEqual([null, null, null]);
  });
});

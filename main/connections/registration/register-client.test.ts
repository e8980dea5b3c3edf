import { describe, expect, test } from 'vitest';

import { json, type Reaction, scripted, server, text } from '../../../testing/scripted-server.js';
import { nothingKnown } from '../service.js';
import { redirectUrisOf } from './redirect-uris.js';
import { type AppRegistration, registerApp } from './register-client.js';

const endpoint = 'https://as.example/register';
const at = { ...server, registrationEndpoint: endpoint };
const { appLink, localAddress } = redirectUrisOf({ ...nothingKnown, id: 'own' });
const registered = json({ client_id: 'given' }, 201);

/** Answers the first request with the first of `answers`, and so on; then registers. */
async function register(answers: readonly Reaction[], differently: Partial<AppRegistration> = {}) {
  const { context, seen } = scripted({
    [endpoint]: [...answers, registered],
  });
  const app = {
    serviceId: 'own',
    scopes: ['read'],
    method: 'automatic',
    withPorts: false,
  } as const;
  const outcome = await registerApp(at, { ...app, ...differently }, context);
  const sent = seen.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  return { outcome, sent, redirects: sent.map((each) => each['redirect_uris']) };
}

const failure = (body: object, status = 400) => json(body, status);
const refusedRedirect = failure({
  error: 'invalid_redirect_uri',
  error_description: 'Each redirect_uri must be https or loopback http',
});

test('a server that writes the end of its secret as a text is connected at once (L9)', async () => {
  const answer = { client_id: 'given', client_secret: 's-1', client_secret_expires_at: '0' };
  const { outcome, sent } = await register([json(answer, 201)]);
  expect(outcome).toMatchObject({ kind: 'ok', value: { clientId: 'given' } });
  expect(sent).toHaveLength(1);
});

describe('a server that refuses the app link registers the local address alone (L9)', () => {
  test.each([
    ['with status 200', json({ code: 400, message: 'redirect_uri is not allowed' })],
    ['by its code', refusedRedirect],
    [
      'in the words of a web framework',
      failure(
        {
          message: 'The redirect_uris.0 field must be a valid URL.',
          errors: { 'redirect_uris.0': ['must be a valid URL'] },
        },
        422,
      ),
    ],
    [
      'with the code elsewhere',
      failure({ code: 'invalid_redirect_uri', message: 'must be HTTPS or loopback', data: {} }),
    ],
    [
      'as metadata',
      failure({
        error: 'invalid_client_metadata',
        error_description: 'redirect_uris[0]: bad scheme',
      }),
    ],
    [
      'as a request',
      failure({ error: 'invalid_request', error_description: 'Invalid redirect URI' }),
    ],
    [
      'by a list of problems',
      failure(
        { detail: [{ loc: ['body', 'redirect_uris', 0], msg: 'URL scheme not permitted' }] },
        422,
      ),
    ],
    [
      'by the problems of a schema',
      failure({
        issues: [{ path: ['redirect_uris', 0], message: 'Custom schemes are not allowed' }],
      }),
    ],
    ['in plain words', text('redirect_uri is not allowed', 'text/plain', 400)],
    ['by leaving it out', json({ client_id: 'given', redirect_uris: [localAddress] }, 201)],
  ])('%s', async (_, answer) => {
    const { outcome, redirects } = await register([answer]);
    expect(outcome).toMatchObject({
      value: { clientId: 'given', registered: { redirectUris: [localAddress] } },
    });
    expect(redirects).toEqual([[appLink, localAddress], [localAddress]]);
  });

  test('and where it refuses that too, it did not register Lanyard', async () => {
    const { outcome, redirects } = await register(Array(5).fill(refusedRedirect));
    expect(outcome).toMatchObject({
      failure: {
        code: 'registration_not_accepted',
        serverError: 'invalid_redirect_uri',
        cause: expect.stringContaining('must be https or loopback') as string,
      },
    });
    expect(redirects).toEqual([[appLink, localAddress], [localAddress]]);
  });

  test('but not where the user chose the app link: they choose another redirect', async () => {
    const { outcome, redirects } = await register([refusedRedirect], { method: 'app_link' });
    expect(outcome).toMatchObject({ failure: { code: 'redirect_refused' } });
    expect(redirects).toEqual([[appLink]]);
  });
});

describe('a server that refuses members of a registration (L9)', () => {
  const least = ['client_name', 'redirect_uris', 'grant_types', 'token_endpoint_auth_method'];

  test.each([
    ['by its code', failure({ error: 'invalid_client_metadata' })],
    [
      'by name',
      failure({ error: 'invalid_client_metadata', error_description: 'application_type' }),
    ],
    ['in the words of a web framework', failure({ message: 'Unknown field: scope' }, 422)],
    ['as a request', failure({ error: 'invalid_request' })],
    ['without a word', text('', 'text/plain', 400)],
  ])('%s gets those without a default only', async (_, answer) => {
    const { outcome, sent } = await register([answer]);
    expect(outcome.kind).toBe('ok');
    expect(sent).toHaveLength(2);
    expect(Object.keys(sent[1]!).toSorted()).toEqual(least.toSorted());
    expect(sent[1]).toMatchObject({ redirect_uris: [appLink, localAddress] });
  });

  test.each([
    ['grant_types', 'Unsupported grant_types: refresh_token'],
    ['token_endpoint_auth_method', 'token endpoint auth method none is not supported'],
  ])('is not sent %s where it names them', async (member, error_description) => {
    const refusal = failure({ error: 'invalid_client_metadata', error_description });
    const { sent } = await register([refusal]);
    expect(sent[0]).toHaveProperty(member);
    expect(sent[1]).not.toHaveProperty(member);
  });

  test('that gets the least, and then refuses the app link, gets the local address', async () => {
    const members = failure({ error: 'invalid_client_metadata' });
    const { outcome, sent } = await register([members, refusedRedirect]);
    expect(outcome.kind).toBe('ok');
    expect(sent[2]).toMatchObject({ redirect_uris: [localAddress] });
    expect(sent[2]).not.toHaveProperty('application_type');
  });

  test('is asked three times at most, and did not register Lanyard', async () => {
    const { outcome, sent } = await register(Array(9).fill(failure({ error: 'invalid_request' })));
    expect(outcome).toMatchObject({ failure: { code: 'registration_not_accepted' } });
    expect(sent).toHaveLength(3);
  });
});

describe('is asked only once (L9)', () => {
  test.each([
    ['a server that lets nobody register', failure({}, 403), 'registration_not_accepted'],
    [
      'one that wants a token',
      failure({ error: 'invalid_token' }, 401),
      'registration_not_accepted',
    ],
    [
      'one without such an endpoint',
      failure({ message: 'Not Found' }, 404),
      'registration_not_accepted',
    ],
    ['one that is down', failure({ message: 'redirect_uris' }, 500), 'server_fault'],
    ['one that is busy', failure({}, 429), 'server_busy'],
    ['one that answers without a client ID', json({}, 201), 'response_rejected'],
    [
      'one with a page in place of an answer, or a firewall',
      text('<html>redirect_uris', 'text/html', 403),
      'registration_not_accepted',
    ],
  ])('%s', async (_, answer, code) => {
    const { outcome, sent } = await register([answer]);
    expect(outcome).toMatchObject({ failure: { code } });
    expect(sent).toHaveLength(1);
  });
});

describe('for a server that may compare ports (L9)', () => {
  const ported = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d{5}\/callback\/own$/) as string;

  test('two local addresses with a port are registered as well, the second one port higher', async () => {
    const { redirects } = await register([], { withPorts: true });
    expect(redirects).toEqual([[appLink, localAddress, ported, ported]]);
    const [, , first = '', second = ''] = redirects[0] as string[];
    expect(Number(new URL(second).port)).toBe(Number(new URL(first).port) + 1);
  });

  test('the app link is given up first, then the ports', async () => {
    const { redirects } = await register([refusedRedirect, refusedRedirect], { withPorts: true });
    expect(redirects.slice(1)).toEqual([[localAddress, ported, ported], [localAddress]]);
  });
});

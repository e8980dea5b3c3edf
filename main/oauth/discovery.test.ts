import { describe, expect, test } from 'vitest';

import {
  chromiumFault,
  issuer,
  json,
  nodeFault,
  type Reaction,
  scripted,
  text,
} from '../../testing/scripted-server.js';
import { discoverAuthorizationServer } from './discovery.js';

const oidc = `${issuer}/.well-known/openid-configuration`;
const rfc8414 = `${issuer}/.well-known/oauth-authorization-server`;
const metadata = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
};
const nowhere = text('not here', 'text/html', 404);

async function discover(reaction: Reaction, second: Reaction = nowhere, typed = issuer) {
  const { context, seen } = scripted({ [oidc]: reaction, [rfc8414]: second });
  const outcome = await discoverAuthorizationServer(typed, context);
  return { outcome, asked: seen.map((each) => each.url) };
}

const refusal = (kind: string, code: string) => ({ kind, error: { code, host: 'as.example' } });

describe('a server that cannot be connected', () => {
  test('gets no request when the address is wrong', async () => {
    const { outcome, asked } = await discover(json(metadata), nowhere, 'http://as.example');
    expect(outcome).toMatchObject({ kind: 'misconfigured', error: { code: 'server_insecure' } });
    expect(asked).toEqual([]);
  });

  test.each([
    ['https://evil.example'],
    ['https://as.example/tenant'],
    ['https://AS.example'],
    ['https://as.example:443'],
    ['https://as.example/?'],
  ])('names another issuer than requested: %s (O15, H26)', async (named) => {
    const { outcome, asked } = await discover(json({ ...metadata, issuer: named }));
    expect(outcome).toMatchObject({
      kind: 'rejected_response',
      error: {
        code: 'issuer_mismatch',
        cause: `requested ${issuer}/, metadata names ${named}`,
      },
    });
    expect(asked).toEqual([oidc]);
  });

  test.each([[undefined], [42], [null], [''], [['https://as.example']]])(
    'does not say who it is: %j (O15, H26)',
    async (named) => {
      const { outcome, asked } = await discover(json({ ...metadata, issuer: named }));
      expect(outcome).toMatchObject({
        kind: 'rejected_response',
        error: { code: 'issuer_missing', cause: `metadata of ${issuer}/ has no issuer` },
      });
      expect(asked).toEqual([oidc]);
    },
  );

  test('redirects its metadata (H28)', async () => {
    const away = new Response(null, { status: 302, headers: { location: 'https://evil.example' } });
    expect((await discover(away)).outcome).toMatchObject(
      refusal('rejected_response', 'metadata_not_found'),
    );
    expect((await discover(new Error('Redirect was cancelled'))).outcome.kind).not.toBe('ok');
  });

  test.each([
    ['JSON served as a page', text(JSON.stringify(metadata), 'text/html')],
    ['a page served as nothing', new Response(Buffer.from('<html>'))],
    ['a page', text('<html>', 'text/html')],
    ['half of the JSON', text('{"issuer":', 'application/json')],
    ['a JSON array', json([metadata])],
    ['no such page', nowhere],
    ['JSON without OAuth metadata', json({ issuer })],
    ['endpoints that are not text', json({ ...metadata, token_endpoint: 1 })],
  ])('responds with %s (H29)', async (_, answer) => {
    expect((await discover(answer)).outcome).toMatchObject(
      refusal('rejected_response', 'metadata_not_found'),
    );
  });

  test.each([
    ['http:', { token_endpoint: 'http://as.example/token' }, 'endpoints_insecure'],
    ['http: to this computer', { token_endpoint: 'http://127.0.0.1/token' }, 'endpoints_insecure'],
    ['file:', { authorization_endpoint: 'file:///etc/passwd' }, 'metadata_invalid'],
    ['app:', { authorization_endpoint: 'app://main/' }, 'metadata_invalid'],
    ['data:', { userinfo_endpoint: 'data:application/json,{}' }, 'metadata_invalid'],
    ['javascript:', { authorization_endpoint: 'javascript:alert(1)' }, 'metadata_invalid'],
    [
      'http: for revocation',
      { revocation_endpoint: 'http://as.example/revoke' },
      'endpoints_insecure',
    ],
    ['http: for keys', { jwks_uri: 'http://as.example/jwks' }, 'endpoints_insecure'],
    ['no URL', { introspection_endpoint: '/introspect' }, 'metadata_invalid'],
  ])('has an endpoint that must not be used: %s (H32)', async (_, differences, code) => {
    const { outcome } = await discover(json({ ...metadata, ...differences }));
    expect(outcome).toMatchObject(refusal('rejected_response', code));
  });

  test.each(['https://as.example/authorize#x', 'https://a@as.example/', 'https://as.example/#'])(
    'has an authorization endpoint with a fragment or user name: %s (H22)',
    async (endpoint) => {
      const { outcome } = await discover(json({ ...metadata, authorization_endpoint: endpoint }));
      expect(outcome).toMatchObject(refusal('rejected_response', 'metadata_invalid'));
    },
  );

  test('offers PKCE by "plain" only (O2)', async () => {
    const plain = { ...metadata, code_challenge_methods_supported: ['plain'] };
    expect((await discover(json(plain))).outcome).toMatchObject(
      refusal('rejected_response', 'metadata_invalid'),
    );
  });

  test.each([
    [nodeFault('ENOTFOUND'), 'server_unreachable'],
    [nodeFault('ECONNREFUSED'), 'server_unreachable'],
    [chromiumFault('ERR_NAME_NOT_RESOLVED'), 'server_unreachable'],
    [chromiumFault('ERR_CONNECTION_RESET'), 'server_unreachable'],
    [chromiumFault('ERR_INTERNET_DISCONNECTED'), 'offline'],
    [chromiumFault('ERR_CERT_DATE_INVALID'), 'server_certificate_invalid'],
    [chromiumFault('ERR_BAD_SSL_CLIENT_AUTH_CERT'), 'client_certificate_required'],
    [chromiumFault('ERR_TUNNEL_CONNECTION_FAILED'), 'proxy_refused'],
    [chromiumFault('ERR_TIMED_OUT'), 'timeout'],
  ])('is out of reach: %s is %s (H37, H39)', async (fault, code) => {
    const { outcome, asked } = await discover(fault);
    expect(outcome).toMatchObject(refusal('network_fault_retry', code));
    expect(asked).toEqual([oidc]);
  });

  test('is behind a network that wants a sign-in (H38)', async () => {
    expect((await discover(text('<html>', 'text/html', 511))).outcome).toMatchObject(
      refusal('network_fault_retry', 'intercepted'),
    );
  });

  test('fails, which is reported as such and not as missing metadata', async () => {
    expect((await discover(text('', '', 503))).outcome).toMatchObject(
      refusal('server_fault_retry', 'server_error'),
    );
  });
});

describe('a server without metadata is reported with the reason', () => {
  test.each([
    [text('', '', 404), 'HTTP 404'],
    [json([metadata]), 'not a JSON object'],
    [text(JSON.stringify(metadata), 'text/html'), 'content type is not JSON'],
    [
      json({ issuer, token_endpoint: `${issuer}/token` }),
      'metadata without authorization_endpoint',
    ],
    [
      json({ issuer, authorization_endpoint: `${issuer}/authorize` }),
      'metadata without token_endpoint',
    ],
  ])('%#', async (reaction, cause) => {
    const { outcome } = await discover(reaction, reaction);
    expect(outcome).toMatchObject({ error: { code: 'metadata_not_found', cause } });
  });

  test('does not accept metadata with an error status', async () => {
    const refused = json(metadata, 403);
    expect((await discover(refused, refused)).outcome.kind).toBe('rejected_response');
  });
});

describe('a server that is found (L6)', () => {
  test('by OpenID Connect Discovery first (O15)', async () => {
    const { outcome, asked } = await discover(
      json({
        ...metadata,
        jwks_uri: `${issuer}/jwks`,
        revocation_endpoint: null,
        authorization_response_iss_parameter_supported: true,
        scopes_supported: ['openid', 7],
        pushed_authorization_request_endpoint: `${issuer}/par`,
        require_pushed_authorization_requests: true,
        device_authorization_endpoint: `${issuer}/device`,
        registration_endpoint: `${issuer}/register`,
        end_session_endpoint: `${issuer}/logout`,
        token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['ES256'],
        dpop_signing_alg_values_supported: ['ES256', null],
        grant_types_supported: ['authorization_code'],
        prompt_values_supported: ['select_account'],
        client_id_metadata_document_supported: true,
      }),
    );
    expect(asked).toEqual([oidc]);
    expect(outcome).toEqual({
      kind: 'ok',
      value: {
        issuer,
        authorizationEndpoint: `${issuer}/authorize`,
        tokenEndpoint: `${issuer}/token`,
        revocationEndpoint: null,
        introspectionEndpoint: null,
        userinfoEndpoint: null,
        jwksUri: `${issuer}/jwks`,
        sendsIssuer: true,
        scopesSupported: ['openid'],
        codeChallengeMethodsSupported: null,
        promptValuesSupported: ['select_account'],
        pushedAuthorizationRequestEndpoint: `${issuer}/par`,
        requiresPushedAuthorizationRequests: true,
        deviceAuthorizationEndpoint: `${issuer}/device`,
        registrationEndpoint: `${issuer}/register`,
        endSessionEndpoint: `${issuer}/logout`,
        idTokenSigningAlgorithms: null,
        clientAuthenticationMethods: ['none', 'private_key_jwt'],
        clientAuthenticationAlgorithms: ['ES256'],
        dpopSigningAlgorithms: ['ES256'],
        grantTypesSupported: ['authorization_code'],
        clientMetadataSupported: true,
        isOpenIdProvider: true,
      },
    });
  });

  test('offers only what its metadata lists', async () => {
    expect((await discover(json({ ...metadata, jwks_uri: '' }))).outcome).toMatchObject({
      value: { sendsIssuer: false, requiresPushedAuthorizationRequests: false, jwksUri: null },
    });
  });

  test.each([
    ['there is nothing', nowhere],
    ['there is a page', text('<html>', 'text/html')],
    ['there is a fault', text('', '', 500)],
  ])('by RFC 8414 where %s at the first address (O15)', async (_, first) => {
    const { outcome, asked } = await discover(first, json(metadata));
    expect(outcome).toMatchObject({ kind: 'ok', value: { isOpenIdProvider: false } });
    expect(asked).toEqual([oidc, rfc8414]);
  });

  test.each([
    ['https://as.example/t', 'https://as.example/t/'],
    ['https://as.example/t/', 'https://as.example/t'],
    ['https://as.example', 'https://as.example/'],
    ['as.example/', 'https://as.example'],
  ])(
    'as %s though its issuer is %s: the final slash does not matter (O15)',
    async (typed, named) => {
      const { context } = scripted({
        [oidc]: json({ ...metadata, issuer: named }),
        'https://as.example/t/.well-known/openid-configuration': json({
          ...metadata,
          issuer: named,
        }),
      });
      expect(await discoverAuthorizationServer(typed, context)).toMatchObject({
        kind: 'ok',
        value: { issuer: named },
      });
    },
  );

  test.each([
    ['/t/.well-known/openid-configuration', true],
    ['/.well-known/oauth-authorization-server/t', false],
    ['/.well-known/openid-configuration/t', true],
  ])('by its metadata at %s alone, where its issuer has a path (O15)', async (place, isOpenId) => {
    const named = `${issuer}/t`;
    const places = [
      '/t/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server/t',
      '/.well-known/openid-configuration/t',
    ];
    const { context, seen } = scripted({
      ...Object.fromEntries(places.map((each) => [issuer + each, nowhere])),
      [issuer + place]: json({ ...metadata, issuer: named }),
    });
    expect(await discoverAuthorizationServer(named, context)).toMatchObject({
      value: { issuer: named, isOpenIdProvider: isOpenId },
    });
    expect(seen.map((each) => each.url)).toEqual(
      places.slice(0, places.indexOf(place) + 1).map((each) => issuer + each),
    );
  });

  test.each([oidc, rfc8414])(
    'by its metadata address typed with a final slash: %s',
    async (place) => {
      const { context, seen } = scripted({ [`${place}/`]: nowhere, [place]: json(metadata) });
      expect(await discoverAuthorizationServer(`${place}/`, context)).toMatchObject({
        kind: 'ok',
        value: { issuer },
      });
      expect(seen.map((each) => each.url)).toEqual([`${place}/`, place]);
    },
  );

  test('by its metadata address as typed, with its query', async () => {
    const typed = `${issuer}/.well-known/openid-configuration?p=policy`;
    const { context, seen } = scripted({ [typed]: json(metadata) });
    expect(await discoverAuthorizationServer(typed, context)).toMatchObject({ kind: 'ok' });
    expect(seen.map((each) => each.url)).toEqual([typed]);
  });

  test('on this computer by plain http', async () => {
    const here = 'http://127.0.0.1:3000';
    const { context } = scripted({
      [`${here}/.well-known/openid-configuration`]: json({
        issuer: here,
        authorization_endpoint: `${here}/auth?tenant=1`,
        token_endpoint: `${here}/token`,
      }),
    });
    expect(await discoverAuthorizationServer(here, context)).toMatchObject({
      kind: 'ok',
      value: { authorizationEndpoint: `${here}/auth?tenant=1` },
    });
  });
});

describe('a server of many tenants', () => {
  const template = `${issuer}/{tenantid}/v2.0`;
  const ask = (named: string, meant?: string, typed = `${issuer}/common`) => {
    const { context } = scripted({
      [`${typed}/.well-known/openid-configuration`]: json({ ...metadata, issuer: named }),
      [`${issuer}/.well-known/oauth-authorization-server/common`]: nowhere,
      [`${issuer}/.well-known/openid-configuration/common`]: nowhere,
    });
    return discoverAuthorizationServer(typed, context, meant);
  };
  const mismatch = refusal('rejected_response', 'issuer_mismatch');

  test.each([
    ['and its template is not known', template, undefined],
    ['and another template is known', template, `${issuer}/{tenantid}`],
    ['that is another one', `${issuer}/{tenant}/v2.0`, template],
    ['with a value in place of the variable', `${issuer}/1/v2.0`, template],
    ['that is encoded', template.replace('{', '%7B').replace('}', '%7D'), template],
    ['of another host', 'https://evil.example/{tenantid}/v2.0', template],
  ])('is refused where it names a template %s (O15, H26)', async (_, named, meant) => {
    expect(await ask(named, meant)).toMatchObject(mismatch);
  });

  const [ours, theirs] = [
    '11111111-2222-3333-4444-555555555555',
    '8eaef023-2b34-4da1-9baa-8bc8c9d6a490',
  ] as const;
  const domain = `${issuer}/contoso.com/v2.0`;
  const ofTenant = (tenant: string) => template.replace('{tenantid}', tenant);

  test('is accepted by the domain of a tenant, and pinned to its number (O15)', async () => {
    expect(await ask(ofTenant(ours), template, domain)).toMatchObject({
      kind: 'ok',
      value: { issuer: ofTenant(ours) },
    });
  });

  test.each([
    ['the domain, where no template is known', domain, ofTenant(ours), undefined],
    [
      'the domain, with the number of a tenant elsewhere',
      domain,
      'https://evil.example/',
      template,
    ],
    ['another number', ofTenant(ours), ofTenant(theirs), template],
  ])('is refused by %s (O15, H26)', async (_, typed, named, meant) => {
    expect(await ask(named, meant, typed)).toMatchObject(mismatch);
  });

  test('cannot be typed: a template is not an issuer (O15)', async () => {
    const { context } = scripted({
      [`${issuer}/%7Btenantid%7D/v2.0/.well-known/openid-configuration`]: json({
        ...metadata,
        issuer: template,
      }),
    });
    expect(await discoverAuthorizationServer(template, context)).toMatchObject(mismatch);
  });

  test('is accepted with exactly the template of its definition (O15)', async () => {
    expect(await ask(template, template)).toMatchObject({
      kind: 'ok',
      value: { issuer: template },
    });
  });

  test('is accepted with the requested issuer too (O15)', async () => {
    const common = `${issuer}/common`;
    expect(await ask(common, template)).toMatchObject({ kind: 'ok', value: { issuer: common } });
  });

  test('is found by the address of its metadata and by RFC 8414 too (O15)', async () => {
    const answer = json({ ...metadata, issuer: template });
    const { context } = scripted({
      [`${issuer}/common/.well-known/openid-configuration`]: nowhere,
      [`${issuer}/.well-known/oauth-authorization-server/common`]: answer,
    });
    for (const typed of [
      `${issuer}/common`,
      `${issuer}/.well-known/oauth-authorization-server/common`,
    ]) {
      const found = await discoverAuthorizationServer(typed, context, template);
      expect(found).toMatchObject({ kind: 'ok', value: { issuer: template } });
    }
  });
});

describe('a server with a page that gives out no authorization codes (L13)', () => {
  test.each([
    [{ response_types_supported: ['id_token', 'token'] }, '["id_token","token"]'],
    [{ response_types_supported: ['token'], grant_types_supported: ['implicit'] }, '["token"]'],
    [{ grant_types_supported: ['implicit'] }, 'grant_types_supported is ["implicit"]'],
    [{ response_types_supported: [], grant_types_supported: ['password'] }, '["password"]'],
  ])('is refused: %j', async (more, cause) => {
    expect((await discover(json({ ...metadata, ...more }))).outcome).toMatchObject({
      kind: 'rejected_response',
      error: {
        code: 'authorization_code_not_offered',
        cause: expect.stringContaining(cause) as string,
      },
    });
  });

  test.each([
    ['codes for another device', { device_authorization_endpoint: `${issuer}/device` }],
    ['service accounts', { grant_types_supported: ['client_credentials'] }],
  ])('is accepted for its %s, and has no page', async (_what, more) => {
    const only = { ...metadata, response_types_supported: ['id_token'], ...more };
    expect((await discover(json(only))).outcome).toMatchObject({
      kind: 'ok',
      value: { authorizationEndpoint: null },
    });
  });

  test.each([
    [{ response_types_supported: ['code'] }],
    [{ response_types_supported: ['code', 'token'], grant_types_supported: ['implicit'] }],
    [{ response_types_supported: 'code' }],
    [{ response_types_supported: [], grant_types_supported: [] }],
    [{ grant_types_supported: ['authorization_code'] }],
  ])('may offer them: %j', async (more) => {
    expect((await discover(json({ ...metadata, ...more }))).outcome).toMatchObject({
      kind: 'ok',
      value: { authorizationEndpoint: metadata.authorization_endpoint },
    });
  });
});

describe('a server without sign-in by a browser', () => {
  const without = { issuer, token_endpoint: metadata.token_endpoint };

  test.each([
    ['and names no grant', {}],
    ['and names only grants that need one', { grant_types_supported: ['authorization_code'] }],
    ['and has an empty device authorization endpoint', { device_authorization_endpoint: '' }],
    ['and has a number for that endpoint', { device_authorization_endpoint: 7 }],
    ['and has a number for the authorization endpoint', { authorization_endpoint: 7 }],
  ])('is refused %s', async (_what, more) => {
    expect((await discover(json({ ...without, ...more }))).outcome).toMatchObject(
      refusal('rejected_response', 'metadata_not_found'),
    );
  });

  test.each([
    ['codes for another device', { device_authorization_endpoint: `${issuer}/device` }],
    ['service accounts', { grant_types_supported: ['client_credentials'] }],
  ])('is accepted for its %s (RFC 8414 §2)', async (_what, more) => {
    expect((await discover(json({ ...without, ...more }))).outcome).toMatchObject({
      kind: 'ok',
      value: { authorizationEndpoint: null, tokenEndpoint: `${issuer}/token` },
    });
  });
});

/**
 * Real HTTP servers on this computer that stand in for services of which there is only a description:
 * a web app with endpoints of its own, the API of a tutorial, and an Odoo that holds the grant itself.
 * Longer than 250 lines because the three share one small server.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

import type { Definitions } from '../main/services/definitions-file.js';
import {
  serviceDefinition,
  type ServiceDefinitionInput,
} from '../main/services/service-definition.js';
import { listen } from './listening.js';

interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
  readonly json: Readonly<Record<string, unknown>>;
}

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: object;
  readonly page?: string;
}

export interface StandIn {
  readonly definitions: readonly Definitions[];
  /** Method and path of every request. */
  readonly requests: readonly string[];
}

const secret = 'a secret-with.every~kind_of character*';

/** Its own endpoints and no metadata, a client secret, one redirect URI registered by hand, two scopes. */
export async function startWebApp(): Promise<StandIn> {
  const codes = new Map<string, string>();
  const refreshTokens = new Set<string>();
  const registered = 'app.lanyard.desktop:/callback/web-app';

  function token({ form }: Received): Reply {
    if (form.get('client_id') !== 'app-1' || form.get('client_secret') !== secret) {
      return { status: 401, json: { error: 'invalid_client' } };
    }
    const isCode = form.get('grant_type') === 'authorization_code';
    const isKnown = isCode
      ? codes.delete(form.get('code') ?? '')
      : refreshTokens.delete(form.get('refresh_token') ?? '');
    if (!isKnown) return { status: 400, json: { error: 'invalid_grant' } };
    const refresh_token = randomUUID();
    refreshTokens.add(refresh_token);
    const tokens = { access_token: randomUUID(), token_type: 'Bearer', expires_in: 3_600 };
    return { json: { ...tokens, refresh_token, scope: 'read write' } };
  }

  return standIn(
    (received, origin) => {
      const { url } = received;
      switch (`${received.method} ${url.pathname}`) {
        case 'GET /oauth/authorize': {
          if (url.searchParams.get('redirect_uri') !== registered) {
            return { status: 400, page: 'The redirect address is not registered.' };
          }
          const back = url.searchParams.get('state') ?? '';
          return { page: form(`${origin}/oauth/agree`, { state: back }) };
        }
        case 'POST /oauth/agree': {
          const code = randomUUID();
          codes.set(code, '');
          const answer = new URLSearchParams({ code, state: received.form.get('state') ?? '' });
          return { status: 302, headers: { location: `${registered}?${answer.toString()}` } };
        }
        case 'POST /oauth/token':
          return token(received);
        default:
          return { status: 404, page: 'Not found' };
      }
    },
    (origin) => ({
      id: 'web-app',
      name: 'Web app',
      issuer: origin,
      endpoints: { authorize: `${origin}/oauth/authorize`, token: `${origin}/oauth/token` },
      client: { id: 'app-1', secret },
      authMethod: 'post',
      scopes: [
        { name: 'read', words: 'See your videos', default: true },
        { name: 'write', words: 'Make videos', default: true },
      ],
    }),
  );
}

/** Client credentials in the form, then `GET /userinfo` says whose the client is. */
export async function startTutorialApi(): Promise<StandIn> {
  const tokens = new Set<string>();
  return standIn(
    ({ method, url, form: sent, headers }) => {
      switch (`${method} ${url.pathname}`) {
        case 'POST /token': {
          const isClient =
            sent.get('client_id') === 'robot' && sent.get('client_secret') === secret;
          if (!isClient) return { status: 401, json: { error: 'invalid_client' } };
          if (sent.get('grant_type') !== 'client_credentials') {
            return { status: 400, json: { error: 'unsupported_grant_type' } };
          }
          const access_token = randomUUID();
          tokens.add(access_token);
          return { json: { access_token, token_type: 'bearer', expires_in: 300 } };
        }
        case 'GET /userinfo':
          return tokens.has(bearerOf(headers))
            ? { json: { sub: 'user-7', name: 'Grace Hopper', email: 'grace@tutorial.example' } }
            : { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } };
        default:
          return { status: 404, json: {} };
      }
    },
    (origin) => ({
      id: 'tutorial',
      name: 'Tutorial API',
      issuer: origin,
      endpoints: {
        authorize: `${origin}/authorize`,
        token: `${origin}/token`,
        userinfo: `${origin}/userinfo`,
        revoke: 'not_offered',
      },
      client: { id: 'robot', secret },
      authMethod: 'post',
      redirect: 'service_account',
    }),
  );
}

export interface OdooStandIn extends StandIn {
  /** Ends the grant of every identity, as the user may at the provider. */
  endGrants(): void;
  /** The answer of `token` besides the access token; which members there are differs by provider. */
  tokenInformation: Readonly<Record<string, unknown>>;
}

/**
 * “API OAuth2 Authentication” for Odoo by EKIKA: a client of another provider, whose tokens it keeps.
 *
 * @see https://apps.odoo.com/apps/modules/18.0/api_auth_oauth2
 */
export async function startOdoo(): Promise<OdooStandIn> {
  /** The access token of each identity; null: sent to the browser, not agreed. */
  const records = new Map<string, string | null>();
  const now = () => Math.floor(Date.now() / 1_000);

  function recordOf({ json }: Received): string | null {
    const { client_id: client, client_user_identity: identity } = json;
    return client === 'odoo-client' && typeof identity === 'string' ? identity : null;
  }

  function token(received: Received): Reply {
    const identity = recordOf(received);
    if (identity === null) return { status: 401, json: { error: 'invalid_client' } };
    if (!records.get(identity)) return { status: 400, json: { message: 'Token not found' } };
    const access_token = randomUUID();
    records.set(identity, access_token);
    return { json: { ...server.tokenInformation, access_token } };
  }

  function revoke(received: Received): Reply {
    const identity = recordOf(received);
    if (identity === null || !records.delete(identity)) return { status: 400, json: {} };
    return { json: { message: 'Revoked' } };
  }

  const started = await standIn(
    (received, origin) => {
      switch (`${received.method} ${received.url.pathname}`) {
        case 'GET /my-api/oauth2/provider/authorize': {
          const identity = recordOf(received);
          if (identity === null) return { status: 401, json: { error: 'invalid_client' } };
          records.set(identity, records.get(identity) ?? null);
          const page = new URL('/provider/agree', origin);
          page.searchParams.set('state', identity);
          return { json: { authorization_url: page.href } };
        }
        case 'GET /provider/agree': {
          const state = received.url.searchParams.get('state') ?? '';
          return { page: form(`${origin}/provider/agree`, { state }) };
        }
        case 'POST /provider/agree':
          records.set(received.form.get('state') ?? '', randomUUID());
          return { page: 'Odoo may use your account now.' };
        case 'POST /my-api/oauth2/token':
          return token(received);
        case 'GET /my-api/oauth2/revoke':
          return revoke(received);
        case 'HEAD /my-api':
        case 'GET /my-api':
          return [...records.values()].includes(bearerOf(received.headers))
            ? { json: {} }
            : { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } };
        default:
          return { status: 404, json: {} };
      }
    },
    (origin) => ({
      id: 'odoo',
      name: 'Odoo',
      issuer: `${origin}/my-api`,
      endpoints: {
        authorize: `${origin}/my-api/oauth2/provider/authorize`,
        token: `${origin}/my-api/oauth2/token`,
        revoke: `${origin}/my-api/oauth2/revoke`,
      },
      resource: `${origin}/my-api`,
      client: { id: 'odoo-client' },
      redirect: 'server_held',
    }),
  );

  const server: OdooStandIn = {
    ...started,
    endGrants: () => records.clear(),
    tokenInformation: {
      refresh_token: 'of-the-provider',
      expires_in: 3_600,
      expires_at: now() + 1_800,
      scope: 'openid email',
      token_type: 'Bearer',
      db: 'production',
      login: 'ada@odoo.example',
    },
  };
  return server;
}

async function standIn(
  answer: (received: Received, origin: string) => Reply,
  define: (origin: string) => ServiceDefinitionInput,
): Promise<StandIn> {
  const requests: string[] = [];
  let origin = '';
  const http = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.once('end', () => {
      const method = request.method ?? '';
      const url = new URL(request.url ?? '/', origin);
      requests.push(`${method} ${url.pathname}`);
      const isJson = request.headers['content-type'] === 'application/json';
      const received: Received = {
        method,
        url,
        headers: request.headers,
        form: new URLSearchParams(isJson ? '' : text),
        json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
      };
      const { status = 200, headers = {}, json, page } = answer(received, origin);
      response.writeHead(status, {
        'content-type': json ? 'application/json' : 'text/html',
        ...headers,
      });
      response.end(json ? JSON.stringify(json) : page);
    });
  });
  origin = `http://127.0.0.1:${await listen(http)}`;
  const definition = serviceDefinition.parse(define(origin));
  const definitions: Definitions = {
    source: 'file',
    services: [definition],
    clients: [],
    problems: [],
  };
  return { requests, definitions: [definitions] };
}

function bearerOf({ authorization = '' }: IncomingMessage['headers']): string {
  return authorization.replace(/^Bearer /i, '');
}

function form(action: string, fields: Readonly<Record<string, string>>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input name="${name}" value="${value}">`,
  );
  return `<form method="post" action="${action}">${inputs.join('')}<button>Allow</button></form>`;
}

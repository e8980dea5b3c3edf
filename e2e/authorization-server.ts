/**
 * A real authorization server (oidc-provider) on its own loopback port that records its tokens and
 * requests. Longer than 250 lines because it is the whole other side of the protocol.
 */
import { generateKeyPair } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

import type {
  ClientMetadata,
  Configuration,
  JWK,
  KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';

import { accountOf } from './accounts.js';
import type { Issued } from './issued.js';
import { ServerMemory } from './server-memory.js';

export interface OptionalScope {
  readonly name: string;
  readonly words: string;
  readonly default?: boolean;
}

export interface ServerOptions {
  readonly id?: string;
  readonly name?: string;
  /** @see AuthorizationServer.statedLifetime */
  readonly statedLifetime?: number;
  readonly revocation?: boolean;
  readonly clientSecret?: string;
  readonly redirectUris?: readonly string[];
  /** Permissions that the user may choose, besides those that say whose account it is. */
  readonly optionalScopes?: readonly OptionalScope[];
  /** Overrides how the app is registered here. */
  readonly client?: Partial<ClientMetadata>;
  /** For localhost: the server then speaks TLS. */
  readonly certificate?: { readonly key: string; readonly cert: string };
  /** Overrides the server's configuration. */
  readonly more?: Configuration;
}

const watched = [
  'token',
  'revocation',
  'introspection',
  'userinfo',
  'pushed_authorization_request',
  'device_authorization',
  'registration',
  'client_delete',
] as const;

export interface ReceivedRequest {
  readonly route: (typeof watched)[number];
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: number;
  /** When it was answered (`performance.now()`). */
  readonly at: number;
}

let keys: Promise<JWK[]> | null = null;
/** One signing key for all servers of a worker: making one takes long. */
const signingKeys = (): Promise<JWK[]> => (keys ??= makeKeys());

async function makeKeys(): Promise<JWK[]> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return [privateKey.export({ format: 'jwk' })];
}

export class AuthorizationServer {
  readonly clientId = 'lanyard';
  readonly issued: Issued;
  /** The app's requests, oldest first. */
  readonly requests: ReceivedRequest[] = [];
  /** The parameters of each authorization request. */
  readonly authorizations: Record<string, string>[] = [];
  /** Clients that registered themselves. */
  readonly registered: ClientMetadata[] = [];
  /** Redirects back to the app, as a person could copy them from the browser. */
  readonly callbacks: string[] = [];
  /** Errors of the server itself: always a fault of the test. */
  readonly faults: string[] = [];
  /** Reads refresh requests, then resets the connection instead of answering. */
  breaksRefreshes = false;
  /**
   * The `expires_in` of each access token from now on, in seconds. The tokens themselves are valid for
   * an hour, so that none expires before the app uses it, however slow the computer is.
   */
  statedLifetime = 3600;
  /** The challenge that userinfo answers every token with; null: it answers. */
  userinfoChallenge: string | null = null;
  /** How far the server's clock is ahead of this computer's, in ms. */
  clockAheadMs = 0;
  #http: Server;
  /** Requests not yet answered. */
  #inProgress = 0;
  readonly #memory = new ServerMemory();

  private constructor(
    readonly id: string,
    readonly name: string,
    readonly port: number,
    readonly issuer: string,
    http: Server,
    issued: Issued,
    readonly optionalScopes: readonly OptionalScope[],
  ) {
    this.#http = http;
    this.issued = issued;
  }

  static async start(issued: Issued, options: ServerOptions = {}): Promise<AuthorizationServer> {
    // Like large services, keep connections open for reuse.
    const { certificate } = options;
    const serverOptions = { keepAliveTimeout: 60_000, ...certificate };
    const http = certificate ? createTlsServer(serverOptions) : createServer(serverOptions);
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo;
    const { id = 'practice', name = 'Practice service', optionalScopes = [] } = options;
    const origin = certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
    const server = new AuthorizationServer(id, name, port, origin, http, issued, optionalScopes);
    server.statedLifetime = options.statedLifetime ?? server.statedLifetime;
    const answer = (await server.#provider(options)).callback();
    http.on('request', (request, response) => {
      server.#inProgress += 1;
      response.once('close', () => {
        server.#inProgress -= 1;
        if (server.#inProgress === 0) http.emit('idle');
      });
      response.setHeader('date', new Date(Date.now() + server.clockAheadMs).toUTCString());
      const { userinfoChallenge: challenge } = server;
      if (challenge !== null && request.url?.startsWith('/me') === true) {
        // RFC 6750 §3.1
        const status = challenge.includes('insufficient_scope') ? 403 : 401;
        response.writeHead(status, { 'www-authenticate': challenge }).end();
        return;
      }
      void answer(request, response);
    });
    return server;
  }

  requestsTo(route: ReceivedRequest['route'], grantType?: string): ReceivedRequest[] {
    return this.requests.filter(
      (asked) =>
        asked.route === route &&
        (grantType === undefined || asked.parameters['grant_type'] === grantType),
    );
  }

  /** Registers one more redirect address for the app. */
  allowRedirect(uri: string): void {
    const client = this.#memory.clients.get(this.clientId);
    if (!client) throw new Error('there is always a client');
    client.redirect_uris = [...(client.redirect_uris ?? []), uri];
  }

  /** True while the server accepts the access token. */
  async accepts(accessToken: string): Promise<boolean> {
    const response = await fetch(`${this.issuer}/me`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    return response.ok;
  }

  /** True if the server accepts the refresh token, which this uses up. */
  async refreshes(refreshToken: string): Promise<boolean> {
    const response = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: this.clientId,
      }),
    });
    return response.ok;
  }

  /** Introspects an access token as the app's client (RFC 7662). */
  async introspect(token: string): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.issuer}/token/introspection`, {
      method: 'POST',
      body: new URLSearchParams({ token, client_id: this.clientId }),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  /** Ends every grant, as a person does on the service's own page of connected apps. */
  endGrants(): void {
    this.#memory.forgetAll('AccessToken', 'RefreshToken', 'Grant');
  }

  /** Unreachable from now on, until `resume`. Requests already received are still answered. */
  async stop(): Promise<void> {
    if (!this.#http.listening) return;
    const closed = once(this.#http, 'close');
    this.#http.close();
    if (this.#inProgress > 0) await once(this.#http, 'idle');
    this.#http.closeAllConnections();
    await closed;
  }

  async resume(): Promise<void> {
    this.#http.listen(this.port, '127.0.0.1');
    await once(this.#http, 'listening');
  }

  async #provider(options: ServerOptions): Promise<Provider> {
    const { clientSecret, redirectUris, client } = options;
    this.#memory.clients.set(this.clientId, {
      client_id: this.clientId,
      application_type: 'native',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: [
        ...(redirectUris ?? [
          `app.lanyard.desktop:/callback/${this.id}`,
          `http://127.0.0.1/callback/${this.id}`,
        ]),
      ],
      ...(clientSecret === undefined
        ? { token_endpoint_auth_method: 'none' }
        : { token_endpoint_auth_method: 'client_secret_basic', client_secret: clientSecret }),
      ...client,
    });
    const provider = await quietly(async () => {
      const { Provider } = await import('oidc-provider');
      return new Provider(this.issuer, this.#configuration(options, await signingKeys()));
    });
    this.#mark(provider);
    provider.on('server_error', (_ctx, error) => this.faults.push(String(error.stack)));
    provider.use(async (ctx, next) => {
      await next();
      this.#remember(ctx as KoaContextWithOIDC);
    });
    return provider;
  }

  #configuration(options: ServerOptions, keys: JWK[]): Configuration {
    const { revocation = true } = options;
    const { features, ...more } = options.more ?? {};
    return {
      adapter: (model) => this.#memory.adapter(model),
      jwks: { keys },
      // Cookies know no port: servers of one test would otherwise share a session.
      cookies: {
        keys: ['not a secret'],
        names: {
          session: `session_${this.port}`,
          interaction: `interaction_${this.port}`,
          resume: `resume_${this.port}`,
        },
      },
      claims: { profile: ['name'], email: ['email'] },
      scopes: ['openid', 'offline_access', ...this.optionalScopes.map(({ name }) => name)],
      findAccount: (_ctx, sub) => {
        const account = accountOf(sub);
        return account
          ? {
              accountId: sub,
              claims: () => ({ sub, name: account.name, email: account.email }),
            }
          : undefined;
      },
      rotateRefreshToken: true,
      ttl: {
        AccessToken: 3600,
        AuthorizationCode: 60,
        IdToken: 3600,
        RefreshToken: 86_400,
        Interaction: 3600,
        DeviceCode: 600,
        ClientCredentials: 3600,
        Session: 86_400,
        Grant: 86_400,
      },
      features: Object.assign(
        {
          devInteractions: { enabled: true },
          revocation: { enabled: revocation },
          introspection: { enabled: true },
          userinfo: { enabled: true },
          // Like most services: no pushed requests, and bearer tokens.
          pushedAuthorizationRequests: { enabled: false },
          dPoP: { enabled: false },
        } satisfies Configuration['features'],
        features,
      ),
      ...more,
    };
  }

  /** Puts the marker into every opaque value issued, and records it. */
  #mark(provider: Provider): void {
    const models = [
      [provider.AuthorizationCode, 'codes'],
      [provider.AccessToken, 'accessTokens'],
      [provider.RefreshToken, 'refreshTokens'],
      [provider.ClientCredentials, 'accessTokens'],
      [provider.DeviceCode, 'deviceCodes'],
      [provider.RegistrationAccessToken, 'registrationTokens'],
    ] as const;
    for (const [model, kind] of models) {
      const made = model.prototype as unknown as Record<
        'generateTokenId',
        (this: object) => string
      >;
      const { issued } = this;
      const original = made.generateTokenId;
      made.generateTokenId = function (this: object) {
        // Called for its side effect: it sets the token's format.
        original.call(this);
        return issued.make(kind);
      };
    }
  }

  #remember(ctx: KoaContextWithOIDC): void {
    // Absent where no route was found.
    const oidc = ctx.oidc as KoaContextWithOIDC['oidc'] | undefined;
    if (!oidc) return;
    const parameters = strings({ ...oidc.body, ...oidc.params });
    const { route } = oidc;
    if (route === 'authorization') {
      this.authorizations.push(parameters);
      if (parameters['state']) this.issued.states.push(parameters['state']);
    }
    const location = ctx.response.get('location');
    if (location && !location.startsWith(this.issuer) && !location.startsWith('/')) {
      this.callbacks.push(location);
    }
    const asked = watched.find((each) => each === route);
    if (asked)
      this.requests.push({ route: asked, parameters, status: ctx.status, at: performance.now() });
    if (asked === 'registration') this.registered.push(ctx.body as ClientMetadata);
    if (this.breaksRefreshes && parameters['grant_type'] === 'refresh_token') {
      ctx.req.socket.resetAndDestroy();
    }
    if (route === 'token') {
      const answer = ctx.body as { expires_in?: number; id_token?: string } | undefined;
      if (answer?.expires_in !== undefined) answer.expires_in = this.statedLifetime;
      if (parameters['code_verifier']) this.issued.verifiers.push(parameters['code_verifier']);
      if (answer?.id_token) this.issued.idTokens.push(answer.id_token);
    }
  }
}

function strings(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** Silences the provider's warnings about its development pages and this version of Node. */
async function quietly<T>(make: () => Promise<T>): Promise<T> {
  const { warn, info } = console;
  console.warn = console.info = () => undefined;
  try {
    return await make();
  } finally {
    console.warn = warn;
    console.info = info;
  }
}

/**
 * A real authorization server (oidc-provider) on a loopback port of its own, which remembers what it
 * issued and what it was asked. Longer than most files: it is one thing, the other side of the wire.
 */
import { generateKeyPair } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type {
  ClientMetadata,
  Configuration,
  JWK,
  KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import type { Issued } from './issued.js';
import { accountOf } from './people.js';
import { ServerMemory } from './server-memory.js';

export interface ServerOptions {
  readonly id?: string;
  readonly name?: string;
  /** @see AuthorizationServer.toldLife */
  readonly toldLife?: number;
  readonly revocation?: boolean;
  readonly clientSecret?: string;
  readonly redirectUris?: readonly string[];
  /** How the app is registered here, where that differs from the usual. */
  readonly client?: Partial<ClientMetadata>;
  /** What this server is and offers, where that differs from the usual. */
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

export interface Asked {
  readonly route: (typeof watched)[number];
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: number;
  /** When it was answered, ms by a clock that nobody sets. */
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
  /** What the app asked, oldest first. */
  readonly asked: Asked[] = [];
  /** Parameters of each page the browser was sent to. */
  readonly authorizations: Record<string, string>[] = [];
  /** What apps that registered themselves were registered as. */
  readonly registered: ClientMetadata[] = [];
  /** Addresses the browser was sent back to, as a person could copy them. */
  readonly callbacks: string[] = [];
  /** What went wrong in the server itself: always a fault of the test. */
  readonly faults: string[] = [];
  /** As on a bad line: a renewal is read, and the connection breaks before its answer. */
  breaksRenewals = false;
  /**
   * `expires_in` of each access token from now on, in s. The tokens themselves are good for an hour:
   * however slow the computer is, the app finds none of them expired.
   */
  toldLife = 3600;
  /** How far its clock is ahead of this computer's, ms. */
  clockAheadMs = 0;
  private http: Server;
  /** Requests that have not been answered. */
  private inProgress = 0;
  private readonly memory = new ServerMemory();

  private constructor(
    readonly id: string,
    readonly name: string,
    readonly port: number,
    http: Server,
    issued: Issued,
  ) {
    this.http = http;
    this.issued = issued;
  }

  static async start(issued: Issued, options: ServerOptions = {}): Promise<AuthorizationServer> {
    // As large services do, it keeps connections open for whoever wants to use them again.
    const http = createServer({ keepAliveTimeout: 60_000 }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo;
    const { id = 'practice', name = 'Practice service' } = options;
    const server = new AuthorizationServer(id, name, port, http, issued);
    server.toldLife = options.toldLife ?? server.toldLife;
    const answer = (await server.provider(options)).callback();
    http.on('request', (request, response) => {
      server.inProgress += 1;
      response.once('close', () => {
        server.inProgress -= 1;
        if (server.inProgress === 0) http.emit('idle');
      });
      response.setHeader('date', new Date(Date.now() + server.clockAheadMs).toUTCString());
      void answer(request, response);
    });
    return server;
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  askedOf(route: Asked['route'], grantType?: string): Asked[] {
    return this.asked.filter(
      (asked) =>
        asked.route === route &&
        (grantType === undefined || asked.parameters['grant_type'] === grantType),
    );
  }

  /** What a person does at the service when they register the app there. */
  allowRedirect(uri: string): void {
    const client = this.memory.clients.get(this.clientId);
    if (!client) throw new Error('there is always a client');
    client.redirect_uris = [...(client.redirect_uris ?? []), uri];
  }

  /** Whether an access token is still good here. */
  async accepts(accessToken: string): Promise<boolean> {
    const response = await fetch(`${this.issuer}/me`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    return response.ok;
  }

  /** Whether a refresh token is still good here; asking uses it up. */
  async renews(refreshToken: string): Promise<boolean> {
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

  /** What it says of an access token to the app's client (RFC 7662), however the token is bound. */
  async introspect(token: string): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.issuer}/token/introspection`, {
      method: 'POST',
      body: new URLSearchParams({ token, client_id: this.clientId }),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  /** Ends every grant, as a person does on the service's own page of connected apps. */
  endGrants(): void {
    this.memory.forgetAll('AccessToken', 'RefreshToken', 'Grant');
  }

  /** Unreachable from now on, until `resume`. What it has been asked already is answered. */
  async stop(): Promise<void> {
    if (!this.http.listening) return;
    const closed = once(this.http, 'close');
    this.http.close();
    if (this.inProgress > 0) await once(this.http, 'idle');
    this.http.closeAllConnections();
    await closed;
  }

  async resume(): Promise<void> {
    this.http.listen(this.port, '127.0.0.1');
    await once(this.http, 'listening');
  }

  private async provider(options: ServerOptions): Promise<Provider> {
    const { clientSecret, redirectUris, client } = options;
    this.memory.clients.set(this.clientId, {
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
      return new Provider(this.issuer, this.configuration(options, await signingKeys()));
    });
    this.mark(provider);
    provider.on('server_error', (_ctx, error) => this.faults.push(String(error.stack)));
    provider.use(async (ctx, next) => {
      await next();
      this.remember(ctx as KoaContextWithOIDC);
    });
    return provider;
  }

  private configuration(options: ServerOptions, keys: JWK[]): Configuration {
    const { revocation = true } = options;
    const { features, ...more } = options.more ?? {};
    return {
      adapter: (model) => this.memory.adapter(model),
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
      scopes: ['openid', 'offline_access'],
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
          // As most services are: the browser bears the request, and a token is whoever's has it.
          pushedAuthorizationRequests: { enabled: false },
          dPoP: { enabled: false },
        } satisfies Configuration['features'],
        features,
      ),
      ...more,
    };
  }

  /** Every opaque value issued carries the marker and is remembered. */
  private mark(provider: Provider): void {
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
        // Called for what it sets: the token's format.
        original.call(this);
        return issued.make(kind);
      };
    }
  }

  private remember(ctx: KoaContextWithOIDC): void {
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
      this.asked.push({ route: asked, parameters, status: ctx.status, at: performance.now() });
    if (asked === 'registration') this.registered.push(ctx.body as ClientMetadata);
    if (this.breaksRenewals && parameters['grant_type'] === 'refresh_token') {
      ctx.req.socket.resetAndDestroy();
    }
    if (route === 'token') {
      const answer = ctx.body as { expires_in?: number; id_token?: string } | undefined;
      if (answer?.expires_in !== undefined) answer.expires_in = this.toldLife;
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

/** The server warns of what a test wants: its practice sign-in pages, this version of Node. */
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

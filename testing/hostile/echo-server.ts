/**
 * A hostile authorization server on loopback that repeats every secret it was sent or has issued, whole
 * and in parts, in every text that it writes (N1). Longer than 250 lines because each message of the
 * protocol is one more such text.
 */
import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { writtenForms } from './written-forms.js';

type Parameters = Readonly<Record<string, string>>;

export interface EchoServerOptions {
  readonly issuer: string;
  /** Milliseconds since 1970; the computer's clock by default. */
  readonly now?: () => number;
}

/** Parameters of requests that are secret, as the app's own code verifier is. */
const secretParameter = /(token|secret|assertion|verifier|code)$|^(state|nonce)$/i;
/** More would let its answers grow beyond what a client reads. */
const secretsRepeated = 10;

export class EchoServer {
  readonly issuer: string;
  /** The paths of its requests, oldest first. */
  readonly requests: string[] = [];
  /** The account at which everyone signs in. */
  subject = 'ada';
  /** Answers every request for tokens, introspection or revocation with an error from now on. */
  refuses = false;
  /** Its metadata names a revocation endpoint with a part of a secret in its address from now on. */
  repeatsInAddresses = false;
  readonly #now: () => number;
  readonly #secrets = new Set<string>();
  /** The authorization request of each code. */
  readonly #requested = new Map<string, Parameters>();
  readonly #keys = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { format: 'jwk' },
    privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
  } as never) as unknown as { readonly publicKey: object; readonly privateKey: string };
  #picked = 0;

  constructor({ issuer, now = () => Date.now() }: EchoServerOptions) {
    this.issuer = issuer;
    this.#now = now;
  }

  /** Starts one on a free port of this computer. */
  static async listen(): Promise<EchoServer & { readonly close: () => Promise<void> }> {
    const http = createServer().listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo;
    const server = new EchoServer({ issuer: `http://127.0.0.1:${port}` });
    serve(http, server);
    return Object.assign(server, {
      close: async () => {
        const closed = once(http, 'close');
        http.close();
        http.closeAllConnections();
        await closed;
      },
    });
  }

  /** Every secret that it was sent or has issued. */
  get secrets(): readonly string[] {
    return [...this.#secrets];
  }

  /** All that must be found nowhere: the secrets, parts of them, and other ways of writing both. */
  get traces(): readonly string[] {
    return [...new Set(this.secrets.flatMap(writtenForms))];
  }

  async handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const body = await request.text();
    const form = Object.fromEntries(new URLSearchParams(body));
    const parameters = { ...Object.fromEntries(url.searchParams), ...form };
    this.requests.push(url.pathname);
    this.#learn(parameters, request.headers);
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return this.#json(this.#metadata());
      case '/jwks':
        return this.#json({ keys: [{ ...this.#keys.publicKey, kid: 'echo' }], note: this.#text() });
      case '/register':
        return this.#json(this.#registration(body), 201);
      case '/authorize':
        return this.#authorize(parameters);
      case '/device':
        return this.#json(this.#deviceAuthorization());
      case '/token':
        return this.refuses
          ? this.#refusal('invalid_grant')
          : this.#tokens(parameters, request.headers.has('dpop'));
      case '/me':
        return this.refuses ? this.#refusal('invalid_token', 401) : this.#json(this.#claims());
      case '/introspect':
        if (this.refuses) return this.#refusal('server_error', 500);
        return this.#json({ active: true, ...this.#claims() });
      case '/revoke':
        return this.refuses ? this.#refusal('server_error', 503) : new Response('');
      default:
        return this.#refusal('not_found', 404);
    }
  }

  #issue(): string {
    const secret = randomBytes(30).toString('base64url');
    this.#secrets.add(secret);
    return secret;
  }

  #learn(parameters: Parameters, headers: Headers): void {
    const [scheme = '', credentials = ''] = (headers.get('authorization') ?? '').split(' ');
    const basic = /basic/i.test(scheme) ? Buffer.from(credentials, 'base64').toString() : '';
    const learned = [
      ...Object.entries(parameters).flatMap(([name, value]) =>
        secretParameter.test(name) ? [value] : [],
      ),
      credentials,
      decodeURIComponent(basic.slice(basic.indexOf(':') + 1)),
      headers.get('dpop') ?? '',
    ];
    for (const each of learned) {
      // Only the signature of a JWT is secret: the rest of it is the same for many.
      const secret = each.slice(each.lastIndexOf('.') + 1);
      if (secret.length >= 16) this.#secrets.add(secret);
    }
  }

  /** The newest secrets in all forms, and the older ones whole. */
  #text(): string {
    const newest = this.secrets.slice(-secretsRepeated);
    const older = this.secrets.slice(0, -secretsRepeated).slice(-secretsRepeated);
    return [...newest.flatMap(writtenForms), ...older].join(' ');
  }

  /** Another form of another secret each time, for texts that a client cuts. */
  #pick(): string {
    const { traces } = this;
    this.#picked += 7;
    return traces[this.#picked % Math.max(1, traces.length)] ?? 'nothing';
  }

  /** Claims of the account, or members of any answer. */
  #claims() {
    return {
      sub: this.subject,
      // A bracket is in no secret; a letter could be what stands in front of the repeated part.
      name: `Ada (${this.#pick()})`,
      nickname: this.#text(),
      preferred_username: this.#pick(),
      email: `${this.#pick()}@example.org`,
      picture: `https://example.org/${encodeURIComponent(this.#text().slice(0, 500))}`,
      roles: this.secrets.slice(-secretsRepeated),
      scope: `openid ${this.#scopes()}`,
      client_id: this.#pick(),
      deep: { list: [{ text: this.#text() }], [this.#pick()]: 1 },
    };
  }

  #scopes(): string {
    return this.secrets.slice(-secretsRepeated).flatMap(writtenForms).join(' ');
  }

  #metadata() {
    const { issuer } = this;
    const words = this.#scopes().split(' ');
    const query = this.repeatsInAddresses ? `?t=${this.secrets.at(-1)?.slice(-8) ?? ''}` : '';
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/me`,
      introspection_endpoint: `${issuer}/introspect`,
      revocation_endpoint: `${issuer}/revoke${query}`,
      registration_endpoint: `${issuer}/register`,
      device_authorization_endpoint: `${issuer}/device`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256', ...words],
      scopes_supported: ['openid', 'profile', ...words],
      token_endpoint_auth_methods_supported: ['client_secret_basic', ...words],
      grant_types_supported: [
        'authorization_code',
        'refresh_token',
        'urn:ietf:params:oauth:grant-type:device_code',
        ...words,
      ],
      dpop_signing_alg_values_supported: ['ES256', ...words],
      id_token_signing_alg_values_supported: ['ES256', ...words],
      subject_types_supported: ['public', ...words],
      service_documentation: `${issuer}/${this.#pick()}`,
      note: this.#text(),
    };
  }

  #registration(body: string) {
    const { redirect_uris: redirectUris } = JSON.parse(body) as { redirect_uris?: string[] };
    const secret = this.#issue();
    const management = this.#issue();
    return {
      client_id: 'echo-client',
      client_secret: secret,
      client_secret_expires_at: 0,
      token_endpoint_auth_method: 'client_secret_basic',
      registration_access_token: management,
      registration_client_uri: `${this.issuer}/register/echo-client`,
      redirect_uris: redirectUris,
      client_name: `Lanyard ${this.#text()}`,
      client_uri: `https://example.org/${secret}`,
      scope: `openid ${this.#scopes()}`,
      contacts: [management],
      note: this.#text(),
    };
  }

  #authorize(parameters: Parameters): Response {
    const { redirect_uri: back = '', state = '', nonce = '' } = parameters;
    const answer = new URLSearchParams({ state, note: this.#pick() });
    if (this.refuses) {
      const said = `${this.#pick()} ${state} ${nonce.slice(0, 12)}`;
      answer.set('error', 'access_denied');
      answer.set('error_description', `Approval by an administrator is needed: ${said}`);
      answer.set('error_uri', `https://example.org/${state}`);
    } else {
      const code = this.#issue();
      this.#requested.set(code, parameters);
      answer.set('code', code);
    }
    return new Response(null, { status: 302, headers: { location: `${back}?${String(answer)}` } });
  }

  #deviceAuthorization() {
    return {
      device_code: this.#issue(),
      user_code: 'WDJB-MJHT',
      verification_uri: `${this.issuer}/enter`,
      expires_in: 600,
      interval: 1,
      message: this.#text(),
    };
  }

  #tokens({ code = '' }: Parameters, isBound: boolean): Response {
    const accessToken = this.#issue();
    const refreshToken = this.#issue();
    const seconds = Math.floor(this.#now() / 1_000);
    const { nonce, client_id: client } = this.#requested.get(code) ?? {};
    const idToken = this.#signed({
      ...this.#claims(),
      iss: this.issuer,
      aud: client,
      iat: seconds,
      exp: seconds + 3_600,
      nonce,
    });
    // Its claims are what it repeats, and would double with each answer.
    if (nonce !== undefined) this.#secrets.add(idToken.slice(idToken.lastIndexOf('.') + 1));
    return this.#json({
      access_token: accessToken,
      refresh_token: refreshToken,
      ...(nonce !== undefined && { id_token: idToken }),
      token_type: isBound ? 'DPoP' : 'Bearer',
      expires_in: 3_600,
      scope: `openid profile ${this.#scopes()}`,
      authorization_details: [{ type: 'echo', text: this.#text(), [this.#pick()]: this.#pick() }],
      note: this.#text(),
    });
  }

  #signed(claims: object): string {
    const encoded = [{ alg: 'ES256', kid: 'echo' }, claims].map((each) =>
      Buffer.from(JSON.stringify(each)).toString('base64url'),
    );
    const signature = sign('sha256', Buffer.from(encoded.join('.')), {
      key: createPrivateKey(this.#keys.privateKey),
      dsaEncoding: 'ieee-p1363',
    });
    return [...encoded, signature.toString('base64url')].join('.');
  }

  #refusal(error: string, status = 400): Response {
    const body = {
      error,
      error_description: `not this one: ${this.#pick()} ${this.secrets.at(-1) ?? ''}`,
      error_uri: `https://example.org/${this.#pick()}`,
      message: this.#text(),
      detail: [this.#pick(), { [this.#pick()]: this.#pick() }],
    };
    return this.#json(body, status);
  }

  #json(body: unknown, status = 200): Response {
    const headers = new Headers({ 'content-type': 'application/json', 'x-note': this.#pick() });
    if (status >= 400) {
      const [realm, text] = [this.#pick(), this.#pick()];
      headers.set('content-type', `application/json;v=${this.#pick()}`);
      headers.set('www-authenticate', `Bearer realm="${realm}", error_description="${text}"`);
      headers.set('location', `https://example.org/${this.#pick()}`);
    }
    return new Response(JSON.stringify(body), { status, headers });
  }
}

function serve(http: Server, server: EchoServer): void {
  http.on('request', (incoming, outgoing) => {
    void (async () => {
      const chunks = await incoming.toArray();
      const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
      const response = await server.handle(
        new Request(new URL(incoming.url ?? '/', server.issuer), {
          method: incoming.method ?? 'GET',
          headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
          ...(hasBody && { body: Buffer.concat(chunks as Buffer[]) }),
        }),
      );
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(await response.text());
    })();
  });
}

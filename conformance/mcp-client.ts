/**
 * The person's own program: an MCP client that knows nothing of OAuth but the access token that Lanyard
 * hands it, and the challenge that a server answers it with.
 */
import * as oauth from 'oauth4webapi';

import type { OAuthContext } from '../main/oauth/context.js';
import { requestOptions } from '../main/oauth/library-terms.js';
import { type ProofKey, proofOptions } from '../main/oauth/proof-of-possession.js';

/** Presented to the server with every request. */
export interface Credentials {
  readonly accessToken: string;
  /** The key that the token is bound to (RFC 9449); null: a bearer token. */
  readonly proofKey: ProofKey | null;
}

export type McpAnswer =
  | { readonly kind: 'ok' }
  | { readonly kind: 'refused'; readonly status: number; readonly challenge: Challenge | null };

/** The parameters of a `WWW-Authenticate` challenge that a program acts on (RFC 6750 §3, RFC 9728 §5.1). */
export interface Challenge {
  readonly error: string | null;
  readonly scopes: readonly string[];
}

/** Revisions up to 2025-11-25 begin with `initialize`; later ones name the client in every request. */
export type Revision = '2025-11-25' | '2026-07-28';

interface Message {
  readonly jsonrpc: '2.0';
  readonly method: string;
  readonly id?: number;
  readonly params?: object;
}

const clientInfo = { name: 'a program', version: '1' };

export class McpClient {
  readonly #url: URL;
  readonly #revision: Revision;
  readonly #context: OAuthContext;
  #id = 0;

  constructor(address: string, revision: Revision, context: OAuthContext) {
    this.#url = new URL(address);
    this.#revision = revision;
    this.#context = context;
  }

  /** The handshake of the older revisions; nothing to do in the newer ones. */
  async initialize(credentials: Credentials): Promise<McpAnswer> {
    if (this.#revision !== '2025-11-25') return { kind: 'ok' };
    const hello = { protocolVersion: this.#revision, capabilities: {}, clientInfo };
    const answer = await this.#call('initialize', hello, credentials);
    if (answer.kind !== 'ok') return answer;
    return this.#send({ jsonrpc: '2.0', method: 'notifications/initialized' }, credentials);
  }

  listTools(credentials: Credentials): Promise<McpAnswer> {
    return this.#call('tools/list', {}, credentials);
  }

  callTool(name: string, credentials: Credentials): Promise<McpAnswer> {
    return this.#call('tools/call', { name, arguments: {} }, credentials);
  }

  #call(method: string, params: object, credentials: Credentials): Promise<McpAnswer> {
    const meta = {
      'io.modelcontextprotocol/protocolVersion': this.#revision,
      'io.modelcontextprotocol/clientInfo': clientInfo,
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const named = this.#revision === '2025-11-25' ? params : { ...params, _meta: meta };
    this.#id += 1;
    return this.#send({ jsonrpc: '2.0', id: this.#id, method, params: named }, credentials);
  }

  /** Once more with the nonce where the server wants its own in the proof (RFC 9449 §9). */
  async #send(message: Message, credentials: Credentials): Promise<McpAnswer> {
    const first = await this.#sendOnce(message, credentials);
    const wantsNonce = first.kind === 'refused' && first.challenge?.error === 'use_dpop_nonce';
    return wantsNonce ? this.#sendOnce(message, credentials) : first;
  }

  async #sendOnce(message: Message, { accessToken, proofKey }: Credentials): Promise<McpAnswer> {
    const headers = new Headers({
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': this.#revision,
      'mcp-method': message.method,
    });
    const client = { [oauth.clockSkew]: 0 };
    try {
      const response = await oauth.protectedResourceRequest(
        accessToken,
        'POST',
        this.#url,
        headers,
        JSON.stringify(message),
        {
          ...requestOptions(this.#url.href, this.#context),
          ...(await proofOptions(proofKey, client, this.#context)),
        },
      );
      await response.body?.cancel();
      return response.ok
        ? { kind: 'ok' }
        : { kind: 'refused', status: response.status, challenge: null };
    } catch (error) {
      if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw error;
      const [first] = error.cause;
      const parameters = first?.parameters;
      const scopes = parameters?.scope?.split(' ').filter((scope) => scope !== '') ?? [];
      const challenge = { error: parameters?.error ?? null, scopes };
      return { kind: 'refused', status: error.status, challenge };
    }
  }
}

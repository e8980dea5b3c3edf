/** The independent servers, and how a person signs in at each. */
import type { AccountView } from '../ipc/connection-view.js';
import type { Answers, OnPage } from './browser.js';
import { onSolidPage } from './solid-pages.js';

export interface Peer {
  /** The npm package, whose version is in peers/package.json. */
  readonly name: string;
  /** The server, a file of peers/servers/. */
  readonly script: string;
  readonly answers: Answers;
  readonly onPage?: OnPage;
  /** What the server says about the account; null: it has no way to say. */
  readonly account: AccountView | null;
  /** Where the access token can be used: the address that was typed, or the userinfo endpoint. */
  readonly api: 'address' | 'userinfo' | 'introspection';
}

const password = 'a long password';

export const peers: readonly Peer[] = [
  {
    name: 'oidc-provider',
    script: 'oidc-provider.mjs',
    answers: { login: 'alice', password },
    account: { name: 'alice Example', email: 'alice@peer.example' },
    api: 'userinfo',
  },
  {
    name: 'better-auth',
    script: 'better-auth.mjs',
    answers: { email: 'alice@peer.example', password },
    account: { name: 'Alice Example', email: 'alice@peer.example' },
    api: 'userinfo',
  },
  {
    name: '@modelcontextprotocol/sdk',
    script: 'mcp-sdk.mjs',
    answers: {},
    account: null,
    api: 'address',
  },
  {
    name: '@cloudflare/workers-oauth-provider',
    script: 'workers-oauth-provider.mjs',
    answers: {},
    account: null,
    api: 'address',
  },
  {
    name: '@solid/community-server',
    script: 'solid.mjs',
    answers: { email: 'alice@peer.example', password },
    onPage: onSolidPage({ email: 'alice@peer.example', password }),
    // Its ID token and userinfo name the account by its WebID only.
    account: null,
    api: 'introspection',
  },
];

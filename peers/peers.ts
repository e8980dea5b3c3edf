/** The independent servers, and how a person signs in at each. */
import type { AccountView } from '../ipc/connection-view.js';
import type { Answers, OnPage } from '../testing/headless-browser.js';
import { onSolidPage } from './solid-pages.js';

export interface Peer {
  /** The npm package, whose version is in peers/package.json. */
  readonly name: string;
  /** The server, a file of peers/servers/. */
  readonly script: string;
  /** Node's loader for it, where it imports what Node does not have. */
  readonly loader?: string;
  readonly answers: Answers;
  readonly onPage?: OnPage;
  /** The account as the server names it; null: it has no way to say. */
  readonly account: AccountView | null;
  /** Where the access token is good for something: a path of the server, or `userinfo`. */
  readonly api: string;
  /** Scopes as a person types them; left out: the app chooses. */
  readonly scopes?: string;
  /** The best evidence possible: 'accepted' where the server gives no way to try the token. */
  readonly evidence: 'confirmed' | 'accepted';
}

const password = 'a long password';

export const peers: readonly Peer[] = [
  {
    name: 'oidc-provider',
    script: 'oidc-provider.mjs',
    answers: { login: 'alice', password },
    account: { name: 'alice Example', email: 'alice@peer.example' },
    api: 'userinfo',
    evidence: 'confirmed',
  },
  {
    name: 'better-auth',
    script: 'better-auth.mjs',
    answers: { email: 'alice@peer.example', password },
    account: { name: 'Alice Example', email: 'alice@peer.example' },
    api: 'userinfo',
    evidence: 'confirmed',
  },
  {
    name: '@modelcontextprotocol/sdk',
    script: 'mcp-sdk.mjs',
    answers: {},
    account: null,
    api: '/mcp',
    evidence: 'confirmed',
  },
  {
    name: '@cloudflare/workers-oauth-provider',
    script: 'workers-oauth-provider.mjs',
    loader: 'workers-loader.mjs',
    answers: {},
    account: null,
    api: '/mcp',
    evidence: 'confirmed',
  },
  {
    name: '@solid/community-server',
    script: 'solid.mjs',
    answers: { email: 'alice@peer.example', password },
    onPage: onSolidPage({ email: 'alice@peer.example', password }),
    // Its WebID is the subject, and there are no other claims.
    account: { name: null, email: null },
    // A pod's access control, which is the owner's alone. The tokens for it are JWTs that nothing ends.
    api: '/alice/.acl',
    scopes: 'openid webid offline_access',
    evidence: 'accepted',
  },
];

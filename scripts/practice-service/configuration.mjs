/** Configuration of the practice service: a public native client, PKCE, rotating refresh tokens. */
import { messagePage } from './pages.mjs';
import { clientId, scopes, serviceId } from './service-definition.mjs';

/**
 * A client may introspect and revoke the tokens that were issued to it.
 * @param {unknown} _context @param {{ clientId: string }} client @param {{ clientId?: string | undefined }} token
 */
const isOwn = (_context, client, token) => token.clientId === client.clientId;

/**
 * @param {import('./saved-state.mjs').SavedState} kept
 * @param {number} accessTokenLife seconds
 * @param {import('oidc-provider').interactionPolicy.DefaultPolicy} policy
 * @returns {import('oidc-provider').Configuration}
 */
export const configuration = (kept, accessTokenLife, policy) => ({
  adapter: (model) => kept.adapter(model),
  jwks: { keys: kept.state.keys },
  clients: [
    {
      client_id: clientId,
      client_name: 'Lanyard',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: [
        `app.lanyard.desktop:/callback/${serviceId}`,
        // The server accepts any loopback port (RFC 8252 §7.3).
        `http://127.0.0.1/callback/${serviceId}`,
      ],
    },
  ],
  cookies: {
    keys: [kept.state.cookieKey],
    // Cookies are not bound to a port, so other servers on this computer would receive them.
    names: {
      session: 'practice_session',
      interaction: 'practice_interaction',
      resume: 'practice_resume',
    },
  },
  scopes: scopes.map(({ name }) => name),
  claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  findAccount: (_context, accountId) => {
    const account = kept.account(accountId);
    return (
      account && {
        accountId,
        claims: () => ({
          sub: accountId,
          name: account.name,
          email: account.email,
          email_verified: true,
        }),
      }
    );
  },
  interactions: { policy, url: (_context, { uid }) => `/interaction/${uid}` },
  rotateRefreshToken: true,
  ttl: {
    AccessToken: accessTokenLife,
    AuthorizationCode: 60,
    IdToken: accessTokenLife,
    Interaction: 3600,
    RefreshToken: 90 * 86_400,
    Grant: 90 * 86_400,
    Session: 14 * 86_400,
  },
  features: {
    devInteractions: { enabled: false },
    introspection: { enabled: true, allowedPolicy: isOwn },
    revocation: { enabled: true, allowedPolicy: isOwn },
    userinfo: { enabled: true },
  },
  renderError: (context, out) => {
    context.type = 'html';
    context.body = messagePage(
      'That did not work',
      `${out.error}: ${out.error_description ?? 'no more is known'}. Go back to the app and start again from there.`,
    );
  },
});

/** The link that signs a user out at the service itself (OpenID Connect RP-Initiated Logout §2). */
import type { AuthorizationServer } from './authorization-server.js';

export interface EndSession {
  readonly server: AuthorizationServer;
  readonly clientId: string;
  /** The account to sign out, e.g. its e-mail address; null: the server asks the user. */
  readonly logoutHint: string | null;
}

/**
 * Null where the server offers none. The standard recommends the ID token as a hint, but the link
 * ends up on the browser's command line, where no token belongs.
 */
export function endSessionLink({ server, clientId, logoutHint }: EndSession): string | null {
  if (server.endSessionEndpoint === null) return null;
  const url = new URL(server.endSessionEndpoint);
  url.searchParams.set('client_id', clientId);
  if (logoutHint !== null) url.searchParams.set('logout_hint', logoutHint);
  return url.href;
}

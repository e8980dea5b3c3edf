/** Signing out at the service itself, in the browser (OpenID Connect RP-Initiated Logout §2). */
import type { AuthorizationServer } from './authorization-server.js';

export interface EndSession {
  readonly server: AuthorizationServer;
  readonly clientId: string;
  /** Who is to be signed out, e.g. the account's e-mail address; null: the server asks. */
  readonly logoutHint: string | null;
}

/**
 * Null where the server offers none. The ID token is left out on purpose though the standard
 * recommends it as a hint: the link ends up on the browser's command line, where no token belongs.
 */
export function endSessionLink({ server, clientId, logoutHint }: EndSession): string | null {
  if (server.endSessionEndpoint === null) return null;
  const url = new URL(server.endSessionEndpoint);
  url.searchParams.set('client_id', clientId);
  if (logoutHint !== null) url.searchParams.set('logout_hint', logoutHint);
  return url.href;
}

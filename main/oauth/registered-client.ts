/** The registration of a client that registered itself (RFC 7591 §3.2.1). */
import type { SecretAuthentication } from './authorization-server.js';

/** The name that a service may show its users. */
export const clientName = 'Lanyard';

export interface RegisteredClient {
  readonly clientId: string;
  /** The authentication method, which the server decides (§2). */
  readonly clientAuthentication: SecretAuthentication['kind'];
  readonly clientSecret: string | null;
  /** Milliseconds since 1970; null: never, or there is no secret. */
  readonly clientSecretExpiresAt: number | null;
  readonly redirectUris: readonly string[];
  /** As secret as the client secret. Both are null where the server offers no management (RFC 7592). */
  readonly registrationAccessToken: string | null;
  readonly registrationClientUri: string | null;
}

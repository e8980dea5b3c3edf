import type { Client } from '../oauth/authorization-server.js';
import type { Registration } from './connection.js';

/** The client as the server knows it, put together from the registration and its secret, which are kept apart. */
export function clientOf(registration: Registration, clientSecret: string | null): Client {
  const { clientId, clientAuthentication: kind } = registration;
  if (kind === 'none' || clientSecret === null) {
    return { clientId, authentication: { kind: 'none' } };
  }
  return { clientId, authentication: { kind, clientSecret } };
}

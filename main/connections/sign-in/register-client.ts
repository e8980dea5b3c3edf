/** The app introduces itself to a server that has never heard of it (RFC 7591), or no longer knows it. */
import type { SignInMethodChoice } from '../../../ipc/contract.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { OAuthContext } from '../../oauth/context.js';
import { registerClient } from '../../oauth/dynamic-client-registration.js';
import type { RegisteredClient } from '../../oauth/registered-client.js';
import { outcomeFromOAuth, type RequestOutcome } from '../failures.js';
import { nothingKnown } from '../service.js';
import { redirectUrisOf } from './redirect.js';

export interface ClientToRegister {
  /** Its redirect URIs are the same at every registration. */
  readonly serviceId: string;
  readonly scopes: readonly string[];
  readonly way: SignInMethodChoice;
}

export async function registerOwnClient(
  server: AuthorizationServer,
  { serviceId, scopes, way }: ClientToRegister,
  oauth: OAuthContext,
): Promise<RequestOutcome<RegisteredClient>> {
  const { appLink, localAddress } = redirectUrisOf({ ...nothingKnown, id: serviceId });
  const redirectUris = redirectUrisFor(way, appLink, localAddress);
  const registration = { server, redirectUris, scopes, initialAccessToken: null };
  return outcomeFromOAuth(await registerClient({ ...registration, clientName: 'Lanyard' }, oauth));
}

/** Both, so that one attempt can change its way; a server that takes one kind only gets the chosen one. */
function redirectUrisFor(way: SignInMethodChoice, appLink: string, localAddress: string): string[] {
  switch (way) {
    case 'app_link':
      return [appLink];
    case 'local_address':
      return [localAddress];
    case 'automatic':
    case 'device_code':
    case 'service_account':
      return [appLink, localAddress];
  }
}

/** Registers the app at a server that has never heard of it, or no longer knows it (RFC 7591). */
import type { SignInMethodChoice } from '../../../ipc/contract.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { OAuthContext } from '../../oauth/context.js';
import { registerClient } from '../../oauth/dynamic-client-registration.js';
import { clientName, type RegisteredClient } from '../../oauth/registered-client.js';
import type { CustomService } from '../custom-service.js';
import { outcomeFromOAuth, type RequestOutcome } from '../failures.js';
import { nothingKnown } from '../service.js';
import { redirectUrisOf } from './redirect.js';

export interface AppRegistration {
  /** Determines the redirect URIs, which are the same at every registration. */
  readonly serviceId: string;
  readonly scopes: readonly string[];
  readonly method: SignInMethodChoice;
}

/** The client of a service that the user added. */
export type CustomClient = Pick<
  CustomService,
  'clientId' | 'clientSecret' | 'registered' | 'usesClientMetadata'
>;

/** A server that accepts the app's metadata document needs no registration. */
export function clientByMetadata(url: string): CustomClient {
  return { clientId: url, clientSecret: null, registered: null, usesClientMetadata: true };
}

export async function registerApp(
  server: AuthorizationServer,
  { serviceId, scopes, method }: AppRegistration,
  oauth: OAuthContext,
): Promise<RequestOutcome<CustomClient & { readonly registered: RegisteredClient }>> {
  const { appLink, localAddress } = redirectUrisOf({ ...nothingKnown, id: serviceId });
  const redirectUris = redirectUrisFor(method, appLink, localAddress);
  const registration = { server, redirectUris, scopes, initialAccessToken: null };
  const outcome = outcomeFromOAuth(await registerClient({ ...registration, clientName }, oauth));
  if (outcome.kind !== 'ok') return outcome;
  const { clientId, clientSecret } = outcome.value;
  return {
    kind: 'ok',
    value: { clientId, clientSecret, registered: outcome.value, usesClientMetadata: false },
  };
}

/** Both, so that an attempt can change its method; only the chosen one for a server that accepts one kind. */
function redirectUrisFor(
  method: SignInMethodChoice,
  appLink: string,
  localAddress: string,
): string[] {
  switch (method) {
    case 'app_link':
      return [appLink];
    case 'local_address':
      return [localAddress];
    case 'automatic':
    case 'device_code':
    case 'service_account':
    case 'workload_identity':
    case 'enterprise_managed':
      return [appLink, localAddress];
  }
}

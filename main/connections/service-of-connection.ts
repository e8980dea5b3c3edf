/** The service a connection is signed in again with, also when no definition of it is left. */
import type { ClientAuthentication } from '../oauth/authorization-server.js';
import { StorageError } from '../ports/storage-error.js';
import type { ConnectionStore } from './connection-store.js';
import type { Connection } from './connection.js';
import { serviceNameOf } from './identity.js';
import { nothingKnown, type Service, type ServiceCatalogue } from './service.js';
import { isUsable, type UsableConnection } from './usable-connection.js';

/** Rejects with StorageError: the client secret may have to be read from the vault, or this version cannot use the connection. */
export async function serviceOfConnection(
  connection: Connection,
  catalogue: ServiceCatalogue,
  store: ConnectionStore,
): Promise<Service> {
  const defined = catalogue.find(connection.serviceId);
  if (defined) return defined;
  if (!isUsable(connection)) {
    throw new StorageError('newer_version', 'a newer version wrote this connection');
  }
  const { authentication } = await store.recordStore().secrets(connection.id);
  return asConnected(connection, authentication);
}

/** The service as it was when the connection was made. */
export function asConnected(
  connection: UsableConnection,
  authentication: ClientAuthentication,
): Service {
  const { registration, adjustments, lifetime, resource, accountPage } = connection;
  return {
    ...nothingKnown,
    id: connection.serviceId,
    name: serviceNameOf(connection),
    source: 'user',
    server: { kind: 'known', server: connection.server },
    client: { clientId: registration.clientId, clientSecret: secretIn(authentication) },
    scopes: connection.scopesRequested,
    scopeDescriptions: {},
    authorizationParameters: {},
    signInMethod: signInMethodOf(connection),
    assertion: connection.assertion ?? null,
    adjustments,
    lifetime,
    resource,
    accountPage,
  };
}

function secretIn(authentication: ClientAuthentication): string | null {
  switch (authentication.kind) {
    case 'none':
      return null;
    case 'client_secret_basic':
    case 'client_secret_post':
      return authentication.clientSecret;
    case 'private_key_jwt':
      return JSON.stringify(authentication.privateKey);
  }
}

function signInMethodOf({
  grant,
  registration,
  assertion,
}: UsableConnection): Service['signInMethod'] {
  switch (grant) {
    case 'device_code':
      return 'device_code';
    case 'client_credentials':
      return 'service_account';
    case 'jwt_bearer':
      return assertion?.kind === 'identity_provider' ? 'enterprise_managed' : 'workload_identity';
    case 'server_held':
      return 'server_held';
    case 'authorization_code':
      return registration.redirectUri?.startsWith('http') === true ? 'local_address' : 'automatic';
  }
}

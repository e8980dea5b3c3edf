/** "Another service": servers the person adds by address, kept in the vault since they may hold a secret. */
import type { ParsedRequestOf } from '../../ipc/contract.js';
import type { Failure, Result } from '../../ipc/failure.js';
import type { OAuthContext } from '../oauth/context.js';
import { discoverAuthorizationServer } from '../oauth/discovery.js';
import { appLinkRedirectUri, serviceIdFor } from '../oauth/redirect-uri.js';
import type { ConnectionBook } from './connection-book.js';
import type { OwnService } from './connection.js';
import { failureOf, storageFailure } from './failures.js';

export interface OwnServices {
  /** Asks the server whether it is one, then keeps it. Nothing is kept of an address that is none. */
  add(wish: ParsedRequestOf<'services:add'>): Promise<Result<{ readonly serviceId: string }>>;
  remove(serviceId: string): Promise<Failure | null>;
  /** The redirect URI this server would have, so that it can be registered there beforehand. */
  redirectUri(serverAddress: string): Promise<Result<{ readonly redirectUri: string }>>;
}

export interface OwnServicesNeeds {
  readonly book: ConnectionBook;
  readonly oauth: OAuthContext;
  /** The list in the vault has changed. */
  readonly changed: () => Promise<void>;
}

export function createOwnServices({ book, oauth, changed }: OwnServicesNeeds): OwnServices {
  return {
    async add({ serverAddress, clientId, clientSecret, scopes, redirectWay }) {
      if (clientId.trim() === '') return refused(failureOf('client_id_missing'));
      const found = await discoverAuthorizationServer(serverAddress, oauth);
      if (found.kind !== 'ok') return refused(found.failure);
      const { issuer } = found.value;
      const id = await serviceIdFor(issuer);
      if (id.kind !== 'ok') return refused(id.failure);
      const typedScopes = scopes.split(/\s+/).filter((scope) => scope !== '');
      const service: OwnService = {
        id: id.value,
        name: new URL(issuer).host,
        serverAddress: issuer,
        clientId: clientId.trim(),
        clientSecret: clientSecret.trim() === '' ? null : clientSecret.trim(),
        scopes: typedScopes.length > 0 ? typedScopes : null,
        redirectWay,
      };
      try {
        await book.commit([{ kind: 'put_service', service }]);
        await changed();
        return { ok: true, value: { serviceId: service.id } };
      } catch (error) {
        return refused(storageFailure(error));
      }
    },

    async remove(serviceId) {
      try {
        await book.commit([{ kind: 'delete_service', serviceId }]);
        await changed();
        return null;
      } catch (error) {
        return storageFailure(error);
      }
    },

    async redirectUri(serverAddress) {
      const id = await serviceIdFor(serverAddress);
      if (id.kind !== 'ok') return refused(id.failure);
      return { ok: true, value: { redirectUri: appLinkRedirectUri(id.value) } };
    },
  };
}

function refused(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}

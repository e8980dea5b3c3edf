/** Requests about one connection: adding it, refreshing and ending its access, and looking into it. */
import type { RequestHandlers } from '../../ipc/contract.js';
import type { Result } from '../../ipc/failure.js';
import type { Connection } from '../connections/connection.js';
import type { Core } from '../connections/core.js';
import { dependentsOf } from '../connections/disconnect/dependents.js';
import { refused, storageFailure } from '../connections/failures.js';
import { accountView } from '../connections/identity.js';
import { isKnownOrigin } from '../connections/registration/moved-server.js';
import type { Service } from '../connections/service.js';
import { adminRequest } from '../connections/sign-in/admin-request.js';
import { chosenScopes } from '../connections/sign-in/chosen-scopes.js';
import { endSessionLink } from '../oauth/end-session-link.js';
import { scopesIn } from '../oauth/scope.js';
import { outsideText } from '../text/outside-text.js';
import { accepted, acceptedOnceStored, acceptedUnless, refusedUnlessOpen } from './reply.js';
import type { RequestPorts } from './request-ports.js';

type Dependencies = Pick<
  Core & RequestPorts,
  | 'vault'
  | 'store'
  | 'clock'
  | 'catalogue'
  | 'signIn'
  | 'refreshScheduler'
  | 'disconnector'
  | 'removals'
  | 'details'
  | 'accountPages'
  | 'serviceOf'
  | 'userAgent'
  | 'clipboard'
  | 'emit'
>;

export function createConnectionRequests(core: Dependencies) {
  const { vault, store, signIn, refreshScheduler, disconnector, details } = core;

  /** `use` gets the connection and the service to sign in to it with. Refused where the vault does not have that. */
  async function withService(
    connectionId: string,
    use: (service: Service, connection: Connection) => void,
  ): Promise<Result<null>> {
    const connection = store.get(connectionId)?.connection;
    if (!connection) return refused('not_found');
    try {
      use(await core.serviceOf(connection), connection);
      return accepted();
    } catch (error) {
      return refused(storageFailure(error));
    }
  }

  return {
    addConnection: ({ serviceId, scopes }) => {
      const closed = refusedUnlessOpen(vault);
      if (closed) return closed;
      const service = core.catalogue.find(serviceId);
      if (!service) return refused('not_found');
      const chosen = scopes && chosenScopes(service, scopes);
      // No scope at all would stand for the server's default, which nobody chose.
      if (chosen?.length === 0) return refused('invalid_request');
      signIn.start({ service, connection: null, ...(chosen && { chosenScopes: chosen }) });
      return accepted();
    },

    signInAgain: ({ connectionId }) => {
      const closed = refusedUnlessOpen(vault);
      if (closed) return closed;
      return withService(connectionId, (service, connection) =>
        signIn.start({ service, connection, ...authenticationFor(connection) }),
      );
    },

    requestMoreScopes: ({ connectionId, scopes }) => {
      const closed = refusedUnlessOpen(vault);
      if (closed) return closed;
      return withService(connectionId, (service, connection) =>
        signIn.start({ service, connection, moreScopes: scopesIn(scopes) }),
      );
    },

    refreshConnection: ({ connectionId, inTurn }) => {
      const closed = refusedUnlessOpen(vault);
      if (closed) return closed;
      if (!store.get(connectionId)) return refused('not_found');
      const refreshing =
        inTurn === true
          ? refreshScheduler.refreshInTurn(connectionId)
          : refreshScheduler.refresh(connectionId);
      void refreshing.then((failure) => core.emit('refreshFinished', { connectionId, failure }));
      return accepted();
    },

    renameConnection: ({ connectionId, label }) => {
      if (!store.get(connectionId)) return refused('not_found');
      return acceptedOnceStored(
        store.commit(() => {
          const connection = store.get(connectionId)?.connection;
          if (!connection) return [];
          const at = core.clock.now();
          return [
            {
              kind: 'put_connection',
              connection: { ...connection, ownLabel: outsideText('label', label) },
            },
            { kind: 'add_activity', entry: { connectionId, at, kind: 'renamed', failure: null } },
          ];
        }),
      );
    },

    annotateConnection: ({ connectionId, colour, note }) => {
      if (!store.get(connectionId)) return refused('not_found');
      return acceptedOnceStored(
        store.commit(() => {
          const connection = store.get(connectionId)?.connection;
          if (!connection) return [];
          const changes = {
            ...(colour !== undefined && { ownColour: colour ?? undefined }),
            ...(note !== undefined && { note: outsideText('note', note) ?? undefined }),
          };
          return [{ kind: 'put_connection', connection: { ...connection, ...changes } }];
        }),
      );
    },

    setTokenBinding: ({ connectionId, bind }) => {
      if (!store.get(connectionId)) return refused('not_found');
      return acceptedOnceStored(
        store.commit(() => {
          const connection = store.get(connectionId)?.connection;
          return connection
            ? [{ kind: 'put_connection', connection: { ...connection, bindTokens: bind } }]
            : [];
        }),
      );
    },

    getDependents: ({ connectionId }) => {
      const connection = store.get(connectionId)?.connection;
      return connection
        ? { ok: true, value: dependentsOf(connection, store) }
        : refused('not_found');
    },

    disconnectConnection: async ({ connectionId, inTurn }) =>
      refusedUnlessOpen(vault) ??
      acceptedUnless(await disconnector.disconnect(connectionId, inTurn)),

    removeConnection: async ({ connectionId }) => {
      if (!store.get(connectionId)) return refused('not_found');
      try {
        return { ok: true, value: { canUndo: await core.removals.remove(connectionId) } };
      } catch (error) {
        return refused(storageFailure(error));
      }
    },

    undoRemoval: async ({ connectionId }) =>
      refusedUnlessOpen(vault) ?? acceptedUnless(await core.removals.undo(connectionId)),

    watchConnection: async ({ connectionId }) => {
      await details.watch(connectionId);
      return accepted();
    },

    introspectToken: ({ connectionId }) => {
      void details.introspect(connectionId);
      return accepted();
    },

    openSignOutPage: async ({ connectionId }) => {
      const connection = store.get(connectionId)?.connection;
      const page = connection ? signOutPage(connection) : null;
      return page === null ? refused('not_found') : acceptedUnless(await core.userAgent.open(page));
    },

    copyConnectionAdminRequest: ({ connectionId }) =>
      withService(connectionId, (service, connection) => {
        const { registration, scopesRequested: scopes } = connection;
        const { adminConsentUrl: page } = service;
        const isKnown = page !== null && isKnownOrigin(page, connection);
        const asConnected = isKnown ? service : { ...service, adminConsentUrl: null };
        const { clientId } = registration;
        core.clipboard.write(adminRequest(asConnected, { clientId, scopes }));
      }),

    copyAccountEmail: ({ connectionId }) => {
      const connection = store.get(connectionId)?.connection;
      const email = connection ? accountView(connection.account).email : null;
      if (email === null) return refused('not_found');
      core.clipboard.write(email);
      return accepted();
    },
  } satisfies Partial<RequestHandlers>;
}

/** Where the access has ended for another reason, a sign-in as before may be all that the server can do. */
function authenticationFor({ standing, requiredAuthentication }: Connection) {
  const isWanted =
    standing.kind === 'active' ||
    (standing.kind === 'needs_sign_in' && standing.cause.code === 'authentication_insufficient');
  return isWanted && requiredAuthentication !== undefined ? { requiredAuthentication } : {};
}

function signOutPage({ server, registration, account }: Connection): string | null {
  const { clientId } = registration;
  return endSessionLink({ server, clientId, logoutHint: account.email });
}

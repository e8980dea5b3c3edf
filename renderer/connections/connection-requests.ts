import type { ConnectionView } from '../../ipc/connection-view.js';
import type { TokenDetailsView } from '../../ipc/token-details-view.js';
import type { Remedy } from '../../messages/remedies.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import {
  useDetailsOf,
  useIsRefreshPending,
  useRefreshFailure,
  useService,
  useVault,
} from '../store/selectors.js';
import {
  openAnotherService,
  openConnect,
  openSetUp,
  dismissRefreshFailure,
} from '../store/ui-actions.js';
import type { CustomServiceDraft } from '../store/window-store.js';
import { shownFailure, type ShownFailure } from './shown-failure.js';

export interface ConnectionRequests {
  readonly refresh: () => void;
  readonly signInAgain: () => void;
  readonly remedy: (remedy: Remedy) => void;
  readonly busy: 'refresh' | 'signInAgain' | 'other' | null;
  readonly shownFailure: ShownFailure | null;
}

/** The requests a connection's page sends, and the failure it shows. */
export function useConnectionRequests(connection: ConnectionView): ConnectionRequests {
  const { id, serviceId, state } = connection;
  const refreshing = useRequest();
  const signingIn = useRequest();
  const other = useRequest();
  const vault = useVault();
  const tokens = useDetailsOf(id)?.tokens ?? null;
  const isRefreshPending = useIsRefreshPending(id);
  const refreshFailure = useRefreshFailure(id);
  const service = useService(serviceId);

  function reset(): void {
    for (const request of [refreshing, signingIn, other]) request.reset();
    dismissRefreshFailure(id);
  }
  function refresh(): void {
    reset();
    void refreshing.send(() => requests.refreshConnection({ connectionId: id }));
  }
  function signInAgain(): void {
    reset();
    void signingIn.send(() => requests.signInAgain({ connectionId: id }));
  }
  function unlock(): void {
    reset();
    void other.send(() => requests.retryUnlock({}));
  }
  function remedy(kind: Remedy): void {
    switch (kind) {
      case 'try_again':
        // The request that failed last, else what the connection's state calls for.
        if (signingIn.failure !== null) signInAgain();
        else if (state.kind === 'disconnecting')
          void other.send(() => requests.disconnectConnection({ connectionId: id }));
        else refresh();
        return;
      case 'sign_in_again':
      case 'paste_again':
      case 'paste_address':
      case 'use_local_address':
        signInAgain();
        return;
      case 'change_settings':
        if (service?.source === 'shipped') openSetUp(service, tokens?.clientId);
        else openAnotherService(tokens === null ? {} : draftFrom(tokens));
        return;
      case 'choose_protection':
        openConnect();
        return;
      case 'unlock':
        unlock();
        return;
      case 'close':
        reset();
    }
  }
  const requestFailure = signingIn.failure ?? refreshing.failure ?? refreshFailure ?? other.failure;
  return {
    refresh,
    signInAgain,
    remedy,
    busy:
      refreshing.busy || isRefreshPending
        ? 'refresh'
        : signingIn.busy
          ? 'signInAgain'
          : other.busy
            ? 'other'
            : null,
    shownFailure: shownFailure(connection, vault, requestFailure, service),
  };
}

/** The input in "Another service" that makes such a connection, without the secret. */
function draftFrom(tokens: TokenDetailsView): Partial<CustomServiceDraft> {
  const methods = {
    authorization_code: 'automatic',
    device_code: 'device_code',
    client_credentials: 'service_account',
    jwt_bearer:
      tokens.assertion?.kind === 'identity_provider' ? 'enterprise_managed' : 'workload_identity',
    // Only a definition can describe such a server.
    server_held: 'automatic',
  } as const;
  return {
    // An API was entered by its own address, which leads to its server.
    serverAddress: tokens.resource ?? tokens.issuer,
    clientId: tokens.clientId,
    scopes: tokens.scopesRequested.join(' '),
    assertion: tokens.assertion,
    method: typeof tokens.grant === 'string' ? methods[tokens.grant] : 'automatic',
  };
}

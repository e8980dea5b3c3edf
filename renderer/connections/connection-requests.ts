import type { ConnectionView, TokenDetailsView } from '../../ipc/connection-view.js';
import { useRequest } from '../components/request.js';
import type { Remedy } from '../../messages/remedies.js';
import {
  disconnectConfirmed,
  refreshAsked,
  signInAgainAsked,
  vaultTriedAgain,
} from '../store/requests.js';
import {
  anotherServiceChosen,
  connectionSelected,
  connectOpened,
  setUpChosen,
} from '../store/ui-actions.js';
import { useDetailsOf, useService, useVault } from '../store/selectors.js';
import type { OwnServiceDraft } from '../store/window-store.js';
import { shownFailure, type ShownFailure } from './shown-failure.js';

export interface ConnectionRequests {
  readonly refresh: () => void;
  readonly signInAgain: () => void;
  readonly remedy: (remedy: Remedy) => void;
  readonly busy: 'refresh' | 'signInAgain' | 'other' | null;
  readonly shownFailure: ShownFailure | null;
}

/** The requests of a connection's page, and the failure to show there. */
export function useConnectionRequests(connection: ConnectionView): ConnectionRequests {
  const { id, serviceId, state } = connection;
  const refreshing = useRequest();
  const signingIn = useRequest();
  const other = useRequest();
  const vault = useVault();
  const tokens = useDetailsOf(id)?.tokens ?? null;
  const service = useService(serviceId);

  function reset(): void {
    for (const request of [refreshing, signingIn, other]) request.reset();
  }
  function refresh(): void {
    reset();
    void refreshing.send(() => refreshAsked(id));
  }
  function signInAgain(): void {
    reset();
    void signingIn.send(() => signInAgainAsked(id));
  }
  function unlock(): void {
    reset();
    if (vault.kind !== 'passphrase_required') {
      void other.send(vaultTriedAgain);
      return;
    }
    const field = document.querySelector<HTMLInputElement>('input[data-unlock]');
    if (field?.checkVisibility({ visibilityProperty: true }) === true) field.focus();
    else connectionSelected(null);
  }
  function remedy(kind: Remedy): void {
    switch (kind) {
      case 'try_again':
        // Repeats the last request, otherwise what the connection is waiting for.
        if (signingIn.failure !== null) signInAgain();
        else if (state.kind === 'disconnecting') void other.send(() => disconnectConfirmed(id));
        else refresh();
        return;
      case 'sign_in_again':
      case 'paste_again':
        signInAgain();
        return;
      case 'change_settings':
        if (service?.source === 'shipped') setUpChosen(service, tokens?.clientId);
        else anotherServiceChosen(tokens === null ? {} : draftFrom(tokens));
        return;
      case 'choose_protection':
        connectOpened();
        return;
      case 'unlock':
        unlock();
        return;
      case 'close':
        reset();
    }
  }
  const requestFailure = signingIn.failure ?? refreshing.failure ?? other.failure;
  return {
    refresh,
    signInAgain,
    remedy,
    busy: refreshing.busy
      ? 'refresh'
      : signingIn.busy
        ? 'signInAgain'
        : other.busy
          ? 'other'
          : null,
    shownFailure: shownFailure(connection, vault, requestFailure, service),
  };
}

/** The entries of "Another service" that would make this connection, without the secret. */
function draftFrom(tokens: TokenDetailsView): Partial<OwnServiceDraft> {
  const methods = {
    authorization_code: 'automatic',
    device_code: 'device_code',
    client_credentials: 'service_account',
  } as const;
  return {
    serverAddress: tokens.issuer,
    clientId: tokens.clientId,
    scopes: tokens.scopesAsked.join(' '),
    way: methods[tokens.grant],
  };
}

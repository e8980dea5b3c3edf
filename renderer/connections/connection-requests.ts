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
  readonly shown: ShownFailure | null;
}

/** What can be asked of main about a connection from its page, and what is in the way. */
export function useConnectionRequests(connection: ConnectionView): ConnectionRequests {
  const { id, serviceId, state } = connection;
  const refreshing = useRequest();
  const signingIn = useRequest();
  const other = useRequest();
  const vault = useVault();
  const tokens = useDetailsOf(id)?.tokens ?? null;
  const service = useService(serviceId);

  function forget(): void {
    for (const request of [refreshing, signingIn, other]) request.forget();
  }
  function refresh(): void {
    forget();
    void refreshing.send(() => refreshAsked(id));
  }
  function signInAgain(): void {
    forget();
    void signingIn.send(() => signInAgainAsked(id));
  }
  function unlock(): void {
    forget();
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
        // What was asked last, else what the connection is about.
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
        forget();
    }
  }
  const notTaken = signingIn.failure ?? refreshing.failure ?? other.failure;
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
    shown: shownFailure(connection, vault, notTaken, service),
  };
}

/** What "Another service" would have been told to make such a connection, but for the secret. */
function draftFrom(tokens: TokenDetailsView): Partial<OwnServiceDraft> {
  const ways = {
    authorization_code: 'automatic',
    device_code: 'device_code',
    client_credentials: 'service_account',
  } as const;
  return {
    serverAddress: tokens.issuer,
    clientId: tokens.clientId,
    scopes: tokens.scopesAsked.join(' '),
    way: typeof tokens.grant === 'string' ? ways[tokens.grant] : 'automatic',
  };
}

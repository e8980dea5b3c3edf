import type { ConnectionView } from '../../ipc/connection-view.js';
import type { Failure } from '../../ipc/failure.js';
import type { Remedy } from '../messages/remedies.js';
import { useRequest } from '../components/request.js';
import { refreshAsked, signInAgainAsked, vaultTriedAgain } from '../store/person-asked.js';
import { anotherServiceChosen, connectionSelected, connectOpened } from '../store/person-looked.js';

export interface ConnectionRequests {
  readonly refresh: () => void;
  readonly signInAgain: () => void;
  readonly remedy: (remedy: Remedy) => void;
  readonly busy: 'refresh' | 'signInAgain' | null;
  /** Why main did not take the last request; not the connection's own trouble. */
  readonly failure: Failure | null;
}

/** What can be asked of main about a connection from its page. */
export function useConnectionRequests({ id }: ConnectionView): ConnectionRequests {
  const refreshing = useRequest();
  const signingIn = useRequest();
  const unlocking = useRequest();

  function forget(): void {
    for (const request of [refreshing, signingIn, unlocking]) request.forget();
  }
  function refresh(): void {
    forget();
    void refreshing.send(() => refreshAsked(id));
  }
  function signInAgain(): void {
    forget();
    void signingIn.send(() => signInAgainAsked(id));
  }
  function remedy(kind: Remedy): void {
    switch (kind) {
      case 'try_again':
        // What was asked last, else what keeps the connection alive.
        if (signingIn.failure === null) refresh();
        else signInAgain();
        return;
      case 'sign_in_again':
      case 'paste_again':
        signInAgain();
        return;
      case 'change_settings':
        anotherServiceChosen();
        return;
      case 'choose_protection':
        connectOpened();
        return;
      case 'unlock':
        forget();
        void unlocking.send(vaultTriedAgain);
        return;
      case 'close':
        forget();
        connectionSelected(null);
    }
  }
  return {
    refresh,
    signInAgain,
    remedy,
    busy: refreshing.busy ? 'refresh' : signingIn.busy ? 'signInAgain' : null,
    failure: signingIn.failure ?? refreshing.failure ?? unlocking.failure,
  };
}

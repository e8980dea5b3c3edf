import { RefreshCw } from 'lucide-react';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import type { ConnectionRequests } from './connection-requests.js';
import styles from './UseBar.module.css';

interface UseBarProps {
  readonly connection: ConnectionView;
  readonly requests: ConnectionRequests;
}

/** Refreshing and signing in again, as far as nothing below offers it as the thing to do. */
export function UseBar({ connection, requests }: UseBarProps) {
  const message = useMessage();
  const { state } = connection;
  const offered = requests.shownFailure?.remedy;
  const isEnding = state.kind === 'disconnecting' && state.progress.kind !== 'given_up';
  const isBusy = requests.busy === 'refresh' || state.kind === 'refreshing';
  const name = message('details.refresh');
  return (
    <div className={styles.bar} role="group" aria-label={message('details.actions')}>
      {state.kind === 'disconnecting' ? null : offered === 'sign_in_again' ? (
        // It would be refused again, most likely.
        <Button
          variant="icon"
          aria-label={name}
          title={name}
          busy={isBusy}
          onClick={requests.refresh}
        >
          <RefreshCw aria-hidden />
        </Button>
      ) : (
        <Button busy={isBusy} onClick={requests.refresh}>
          <RefreshCw aria-hidden />
          {name}
        </Button>
      )}
      {offered === 'sign_in_again' || isEnding ? null : (
        <Button
          variant="quiet"
          busy={requests.busy === 'signInAgain'}
          onClick={requests.signInAgain}
        >
          {message('details.signInAgain')}
        </Button>
      )}
    </div>
  );
}

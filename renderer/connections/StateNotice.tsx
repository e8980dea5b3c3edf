import { useIntl } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { useNowTowards } from '../components/clock.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { disconnectConfirmed } from '../store/person-asked.js';
import type { ConnectionRequests } from './connection-requests.js';
import { shownFailure } from './shown-failure.js';
import { stateSentence } from './state-words.js';
import { StateMark } from './StateMark.js';
import styles from './StateNotice.module.css';

interface StateNoticeProps {
  readonly connection: ConnectionView;
  readonly requests: ConnectionRequests;
}

/** The state in a sentence, and where something is in the way what to do about it. */
export function StateNotice({ connection, requests }: StateNoticeProps) {
  const intl = useIntl();
  const { state, serviceName } = connection;
  const now = useNowTowards(state.kind === 'retrying' ? state.nextAttemptAt : 0);
  const failure = shownFailure(connection, requests.failure);
  const sentence = stateSentence(connection, now, intl);
  return (
    <div className={styles.notice}>
      <p className={styles.line}>
        <StateMark state={state} />
        {sentence === null ? null : <span>{sentence}</span>}
      </p>
      {failure === null ? null : (
        <FailureNotice
          failure={failure}
          service={serviceName}
          busy={requests.busy !== null}
          onRemedy={(remedy) => {
            if (remedy === 'try_again' && state.kind === 'disconnecting') {
              void disconnectConfirmed(connection.id);
            } else {
              requests.remedy(remedy);
            }
          }}
        />
      )}
    </div>
  );
}

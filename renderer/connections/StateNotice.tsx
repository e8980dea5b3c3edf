import { useIntl } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { useNow } from '../components/clock.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { VisuallyHidden } from '../components/VisuallyHidden.js';
import { AdminRequest } from '../connect/AdminRequest.js';
import { requests as storeRequests } from '../store/requests.js';
import { useVault } from '../store/selectors.js';
import type { ConnectionRequests } from './connection-requests.js';
import { hasStoppedDisconnecting } from './disconnect-text.js';
import { FinishAtService } from './FinishAtService.js';
import { Lifetime } from './Lifetime.js';
import { stateSentence, toneOf } from './state-text.js';
import { StateMark } from './StateMark.js';
import styles from './StateNotice.module.css';

interface StateNoticeProps {
  readonly connection: ConnectionView;
  readonly requests: ConnectionRequests;
}

/** The state in a sentence, with the failure and its remedy if there is one. */
export function StateNotice({ connection, requests }: StateNoticeProps) {
  const message = useMessage();
  const intl = useIntl();
  const now = useNow(60_000);
  const vault = useVault();
  const { state, serviceName } = connection;
  const { shownFailure: shown } = requests;
  const isForAdmin = shown?.failure.code === 'admin_consent_needed';
  const setAside = state.kind === 'storage_locked' && vault.kind === 'open';
  const sentence = setAside
    ? message('stateSentence.secretsUnreadable')
    : stateSentence(connection, now, intl);
  // The notice below says it, with what to do.
  const saysAll =
    shown !== null && (state.kind === 'needs_sign_in' || state.kind === 'misconfigured');
  return (
    <div className={styles.notice}>
      {saysAll ? (
        <VisuallyHidden>
          <StateMark connection={connection} />
        </VisuallyHidden>
      ) : (
        <p className={styles.pill} data-tone={toneOf(connection, now)}>
          <StateMark connection={connection} />
          {state.kind === 'active' ? (
            <span>
              {' · '}
              <Lifetime connection={connection} />
            </span>
          ) : null}
        </p>
      )}
      {sentence === null ? null : <p>{sentence}</p>}
      {shown === null ? null : (
        <FailureNotice
          failure={shown.failure}
          remedy={shown.remedy}
          transient={shown.transient}
          besidePrimary={isForAdmin}
          service={serviceName}
          busy={requests.busy !== null}
          onRemedy={requests.remedy}
        />
      )}
      {isForAdmin ? (
        <AdminRequest
          onCopy={() => storeRequests.copyConnectionAdminRequest({ connectionId: connection.id })}
          service={serviceName}
          isPrimary
        />
      ) : null}
      {hasStoppedDisconnecting(state) ? (
        <FinishAtService
          serviceId={connection.serviceId}
          serviceName={serviceName}
          hasAccountPage={connection.hasAccountPage}
        />
      ) : null}
    </div>
  );
}

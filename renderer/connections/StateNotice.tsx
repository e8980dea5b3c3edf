import { useIntl } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { useNow } from '../components/clock.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { AdminRequest } from '../connect/AdminRequest.js';
import { requests as storeRequests } from '../store/requests.js';
import { useVault } from '../store/selectors.js';
import type { ConnectionRequests } from './connection-requests.js';
import { hasStoppedDisconnecting } from './disconnect-text.js';
import { FinishAtService } from './FinishAtService.js';
import { stateSentence } from './state-text.js';
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
  return (
    <div className={styles.notice}>
      <p className={styles.line}>
        <StateMark connection={connection} />
        {sentence === null ? null : <span>{sentence}</span>}
      </p>
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

import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';

import { Button } from '../components/Button.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import styles from './FinishAtService.module.css';

interface FinishAtServiceProps {
  readonly serviceId: string;
  readonly serviceName: string;
  readonly hasAccountPage: boolean;
  /** Further actions at the service. */
  readonly children?: ReactNode;
}

/** Opens the service's own list of connected apps, the third way to end a connection. */
export function FinishAtService(props: FinishAtServiceProps) {
  const { serviceId, serviceName, hasAccountPage, children } = props;
  const message = useMessage();
  const { send, busy, failure } = useRequest();
  const open = () => void send(() => requests.openAccountPage({ serviceId }));
  return (
    <div className={styles.finish}>
      <h3 className={styles.heading}>
        {message('finishAtService.heading', { service: serviceName })}
      </h3>
      <p className={styles.text}>
        {message(hasAccountPage ? 'finishAtService.text' : 'finishAtService.noPage', {
          service: serviceName,
        })}
      </p>
      {hasAccountPage ? (
        <div>
          <Button variant="quiet" busy={busy} onClick={open}>
            <ExternalLink aria-hidden />
            {message('finishAtService.open', { service: serviceName })}
          </Button>
        </div>
      ) : null}
      {failure === null ? null : (
        <FailureNotice failure={failure} service={serviceName} onRemedy={open} />
      )}
      {children}
    </div>
  );
}

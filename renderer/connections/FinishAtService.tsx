import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';

import { Button } from '../components/Button.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import styles from './FinishAtService.module.css';

interface FinishAtServiceProps {
  readonly serviceId: string;
  readonly serviceName: string;
  readonly hasAccountPage: boolean;
  /** What else can be done there. */
  readonly children?: ReactNode;
}

/** The third way to end a connection: the service's own list of connected apps. */
export function FinishAtService(props: FinishAtServiceProps) {
  const { serviceId, serviceName, hasAccountPage, children } = props;
  const say = useMessage();
  const { send, busy, failure } = useRequest();
  const open = () => void send(() => requests.openAccountPage({ serviceId }));
  return (
    <div className={styles.finish}>
      <h3 className={styles.heading}>{say('finish.heading', { service: serviceName })}</h3>
      <p className={styles.text}>
        {say(hasAccountPage ? 'finish.text' : 'finish.yourself', { service: serviceName })}
      </p>
      {hasAccountPage ? (
        <div>
          <Button busy={busy} onClick={open}>
            <ExternalLink aria-hidden />
            {say('finish.open', { service: serviceName })}
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

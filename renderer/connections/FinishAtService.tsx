import { ExternalLink } from 'lucide-react';
import { type ReactNode, useState } from 'react';

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
  const [moved, setMoved] = useState<{ readonly from: string; readonly to: string } | null>(null);
  const open = (page?: 'as_connected' | 'moved') =>
    void send(async () => {
      const reply = await requests.openAccountPage({ serviceId, ...(page && { page }) });
      if (reply.ok) setMoved(reply.value.kind === 'confirm_page' ? reply.value : null);
      return reply;
    });
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
      {moved === null ? null : (
        <div role="alert">
          <p>{message('finishAtService.moved', { service: serviceName })}</p>
          <p>{message('move.from', { host: moved.from })}</p>
          <p>
            <strong>{message('move.to', { host: moved.to })}</strong>
          </p>
        </div>
      )}
      {hasAccountPage ? (
        <div className={styles.buttons}>
          {/* Stays the same button, which has the focus. */}
          <Button
            variant="quiet"
            busy={busy}
            onClick={() => open(moved === null ? undefined : 'as_connected')}
          >
            <ExternalLink aria-hidden />
            {moved === null
              ? message('finishAtService.open', { service: serviceName })
              : message('finishAtService.openBefore', { host: moved.from })}
          </Button>
          {moved === null ? null : (
            <Button variant="quiet" busy={busy} onClick={() => open('moved')}>
              <ExternalLink aria-hidden />
              {message('finishAtService.openMoved', { host: moved.to })}
            </Button>
          )}
        </div>
      ) : null}
      {failure === null ? null : (
        <FailureNotice failure={failure} service={serviceName} onRemedy={() => open()} />
      )}
      {children}
    </div>
  );
}

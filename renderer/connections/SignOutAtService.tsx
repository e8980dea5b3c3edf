import { ExternalLink } from 'lucide-react';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { Button } from '../components/Button.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import styles from './FinishAtService.module.css';

/** Ends only the browser's session at the service. @see OpenID Connect RP-Initiated Logout 1.0 */
export function SignOutAtService({ connection }: { readonly connection: ConnectionView }) {
  const message = useMessage();
  const { send, busy, failure } = useRequest();
  const { id, serviceName: service, hasSignOutPage } = connection;
  const open = () => void send(() => requests.openSignOutPage({ connectionId: id }));
  if (!hasSignOutPage) return null;
  return (
    <>
      <p className={styles.text}>{message('signOut.text', { service })}</p>
      <div>
        <Button variant="quiet" busy={busy} onClick={open}>
          <ExternalLink aria-hidden />
          {message('signOut.open', { service })}
        </Button>
      </div>
      {failure === null ? null : (
        <FailureNotice failure={failure} service={service} busy={busy} onRemedy={open} />
      )}
    </>
  );
}

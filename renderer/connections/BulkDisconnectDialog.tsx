import { useId } from 'react';

import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { useMessage } from '../components/message.js';
import { disconnectMany } from '../store/batch-actions.js';
import { useConnectionsOf } from '../store/selectors.js';
import styles from './Tab.module.css';

/** Named here before the rest is counted. */
const named = 8;

interface BulkDisconnectDialogProps {
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

/** Asks once for all; the results come one by one. */
export function BulkDisconnectDialog({ ids, onClose }: BulkDisconnectDialogProps) {
  const message = useMessage();
  const id = useId();
  const connections = useConnectionsOf(ids);
  const count = connections.length;
  const withoutRevocation = connections.filter(({ canRevoke }) => !canRevoke).length;
  const more = count - named;
  return (
    <ConfirmDialog
      danger
      heading={message('bulkDisconnect.heading', { count })}
      action={message('details.disconnect')}
      onConfirm={() => {
        void disconnectMany(ids);
        return Promise.resolve({ ok: true, value: null });
      }}
      onClose={onClose}
    >
      <p>{message('bulkDisconnect.text')}</p>
      {withoutRevocation === 0 ? null : (
        <p>{message('bulkDisconnect.cannotRevoke', { count: withoutRevocation })}</p>
      )}
      <div>
        <p id={id}>{message('bulkDisconnect.these')}</p>
        <ul className={styles.names} aria-labelledby={id}>
          {connections.slice(0, named).map((each) => (
            <li key={each.id}>
              <bdi>{each.label}</bdi> · <bdi>{each.serviceName}</bdi>
            </li>
          ))}
          {more > 0 ? <li>{message('bulkDisconnect.more', { count: more })}</li> : null}
        </ul>
      </div>
      <p>{message('bulkDisconnect.depends')}</p>
      <p>{message('disconnect.offline')}</p>
    </ConfirmDialog>
  );
}

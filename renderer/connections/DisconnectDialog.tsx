import { useEffect, useState } from 'react';

import type { ConnectionView, Dependents } from '../../ipc/connection-view.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { AffectedConnections } from './AffectedConnections.js';

interface DisconnectDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

/** Says what will happen, and what else depends on the connection. */
export function DisconnectDialog({ connection, onClose }: DisconnectDialogProps) {
  const message = useMessage();
  const { id, label, serviceName: service, canRevoke } = connection;
  const { endsWithIt, mayEndToo, signsInThroughIt } = useDependents(id);
  return (
    <ConfirmDialog
      danger
      heading={message('disconnect.heading', { label })}
      action={message('details.disconnect')}
      service={service}
      onConfirm={() => requests.disconnectConnection({ connectionId: id })}
      onClose={onClose}
    >
      <p>{message(canRevoke ? 'disconnect.revokes' : 'disconnect.cannotRevoke', { service })}</p>
      <p>{message('disconnect.depends', { service })}</p>
      <AffectedConnections name={message('disconnect.endsWithIt')} labels={endsWithIt} />
      <AffectedConnections
        name={message('disconnect.signsInThroughIt')}
        labels={signsInThroughIt}
      />
      <AffectedConnections name={message('disconnect.mayEndToo', { service })} labels={mayEndToo} />
      <p>{message('disconnect.final')}</p>
      {canRevoke ? <p>{message('disconnect.offline')}</p> : null}
    </ConfirmDialog>
  );
}

const none: Dependents = { endsWithIt: [], mayEndToo: [], signsInThroughIt: [] };

/** None until main has replied. */
function useDependents(connectionId: string): Dependents {
  const [dependents, setDependents] = useState(none);
  useEffect(() => {
    let isCurrent = true;
    void requests.getDependents({ connectionId }).then((reply) => {
      if (isCurrent && reply.ok) setDependents(reply.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [connectionId]);
  return dependents;
}

import type { ConnectionView } from '../../ipc/connection-view.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { useDetailsOf, useSiblingCount } from '../store/selectors.js';
import { AffectedConnections } from './AffectedConnections.js';

interface DisconnectDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

export function DisconnectDialog({ connection, onClose }: DisconnectDialogProps) {
  const message = useMessage();
  const { id, label, serviceName: service, canRevoke } = connection;
  const endsWithIt = useDetailsOf(id)?.endsWithIt ?? [];
  const count = useSiblingCount(connection);
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
      {endsWithIt.length > 0 ? (
        <AffectedConnections labels={endsWithIt} />
      ) : count > 0 ? (
        <p>{message('disconnect.siblings', { count, service })}</p>
      ) : null}
      {canRevoke ? <p>{message('disconnect.offline')}</p> : null}
    </ConfirmDialog>
  );
}

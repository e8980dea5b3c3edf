import type { ConnectionView } from '../../ipc/connection-view.js';
import { AskFirst } from '../components/AskFirst.js';
import { useMessage } from '../components/message.js';
import { disconnectConfirmed } from '../store/requests.js';
import { useDetailsOf, useSiblingCount } from '../store/selectors.js';
import { EndsWithIt } from './EndsWithIt.js';

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
    <AskFirst
      danger
      heading={message('disconnect.heading', { label })}
      action={message('details.disconnect')}
      service={service}
      ask={() => disconnectConfirmed(id)}
      onClose={onClose}
    >
      <p>{message(canRevoke ? 'disconnect.revokes' : 'disconnect.cannotRevoke', { service })}</p>
      <p>{message('disconnect.depends', { service })}</p>
      {endsWithIt.length > 0 ? (
        <EndsWithIt labels={endsWithIt} />
      ) : count > 0 ? (
        <p>{message('disconnect.siblings', { count, service })}</p>
      ) : null}
      {canRevoke ? <p>{message('disconnect.offline')}</p> : null}
    </AskFirst>
  );
}

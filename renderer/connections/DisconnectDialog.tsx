import type { ConnectionView } from '../../ipc/connection-view.js';
import { AskFirst } from '../components/AskFirst.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { useDetailsOf, useSiblingCount } from '../store/selectors.js';
import { EndsWithIt } from './EndsWithIt.js';

interface DisconnectDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

export function DisconnectDialog({ connection, onClose }: DisconnectDialogProps) {
  const say = useMessage();
  const { id, label, serviceName: service, canRevoke } = connection;
  const endsWithIt = useDetailsOf(id)?.endsWithIt ?? [];
  const count = useSiblingCount(connection);
  return (
    <AskFirst
      danger
      heading={say('disconnect.heading', { label })}
      action={say('details.disconnect')}
      service={service}
      ask={() => requests.disconnectConnection({ connectionId: id })}
      onClose={onClose}
    >
      <p>{say(canRevoke ? 'disconnect.revokes' : 'disconnect.cannotRevoke', { service })}</p>
      <p>{say('disconnect.depends', { service })}</p>
      {endsWithIt.length > 0 ? (
        <EndsWithIt labels={endsWithIt} />
      ) : count > 0 ? (
        <p>{say('disconnect.siblings', { count, service })}</p>
      ) : null}
      {canRevoke ? <p>{say('disconnect.offline')}</p> : null}
    </AskFirst>
  );
}

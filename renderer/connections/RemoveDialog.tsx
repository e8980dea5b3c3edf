import type { ConnectionView } from '../../ipc/connection-view.js';
import { AskFirst } from '../components/AskFirst.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { FinishAtService } from './FinishAtService.js';

interface RemoveDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

export function RemoveDialog({ connection, onClose }: RemoveDialogProps) {
  const say = useMessage();
  const { id, label, serviceId, serviceName: service, hasAccountPage } = connection;
  return (
    <AskFirst
      danger
      heading={say('remove.heading', { label })}
      action={say('details.remove')}
      service={service}
      ask={() => requests.removeConnection({ connectionId: id })}
      onClose={onClose}
    >
      <p>{say('remove.text', { service })}</p>
      <FinishAtService
        serviceId={serviceId}
        serviceName={service}
        hasAccountPage={hasAccountPage}
      />
    </AskFirst>
  );
}

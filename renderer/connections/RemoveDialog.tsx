import type { ConnectionView } from '../../ipc/connection-view.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { FinishAtService } from './FinishAtService.js';

interface RemoveDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

export function RemoveDialog({ connection, onClose }: RemoveDialogProps) {
  const message = useMessage();
  const { id, label, serviceId, serviceName: service, hasAccountPage } = connection;
  return (
    <ConfirmDialog
      danger
      heading={message('remove.heading', { label })}
      action={message('details.remove')}
      service={service}
      onConfirm={() => requests.removeConnection({ connectionId: id })}
      onClose={onClose}
    >
      <p>{message('remove.text', { service })}</p>
      <FinishAtService
        serviceId={serviceId}
        serviceName={service}
        hasAccountPage={hasAccountPage}
      />
    </ConfirmDialog>
  );
}

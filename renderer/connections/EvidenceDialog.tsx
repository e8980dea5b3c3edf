import { ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useIntl } from 'react-intl';

import type { EndedConnection } from '../../ipc/connection-view.js';
import { Button } from '../components/Button.js';
import { useNow } from '../components/clock.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { useMessage } from '../components/message.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { dismissEndedConnection } from '../store/ui-actions.js';
import { evidenceText } from './evidence-text.js';
import styles from './EvidenceDialog.module.css';
import { FinishAtService } from './FinishAtService.js';

/** The outcome of a disconnect. Says "disconnected" only where the service confirmed it. */
export function EvidenceDialog({ endedConnection }: { readonly endedConnection: EndedConnection }) {
  const message = useMessage();
  const intl = useIntl();
  const now = useNow(60_000);
  const { label, serviceId, serviceName, evidence, hasAccountPage } = endedConnection;
  const isConfirmed = evidence.kind === 'confirmed';
  const Icon = isConfirmed ? ShieldCheck : ShieldQuestion;
  const heading = message(isConfirmed ? 'ended.heading' : 'ended.headingNotConfirmed', { label });
  return (
    <ModalDialog name={heading} onClose={dismissEndedConnection}>
      <DialogBody>
        <DialogHeading takesFocus>{heading}</DialogHeading>
        <div className={styles.evidence} data-confirmed={isConfirmed ? true : undefined}>
          <Icon aria-hidden />
          <p>{evidenceText(evidence, serviceName, now, intl)}</p>
        </div>
        <p>{message('evidence.forgotten')}</p>
        <FinishAtService
          serviceId={serviceId}
          serviceName={serviceName}
          hasAccountPage={hasAccountPage}
        />
        <DialogButtons>
          <Button variant="primary" onClick={dismissEndedConnection}>
            {message('dialog.done')}
          </Button>
        </DialogButtons>
      </DialogBody>
    </ModalDialog>
  );
}

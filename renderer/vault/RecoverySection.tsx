import { useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';

import type { VaultView } from '../../ipc/vault-view.js';
import { Button } from '../components/Button.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { useVault } from '../store/selectors.js';
import { ArchivedVaults } from './ArchivedVaults.js';
import { backendName } from './backend-name.js';
import { RecoveryDialog } from './RecoveryDialog.js';
import styles from './RecoverySection.module.css';

/** The recovery sheet, which opens the vault when the password store does not, and the archived vaults. */
export function RecoverySection() {
  const vault = useVault();
  if (vault.kind !== 'open') return null;
  return (
    <>
      <Sheet vault={vault} />
      <ArchivedVaults names={vault.archivedVaults} />
    </>
  );
}

function Sheet({ vault }: { readonly vault: Extract<VaultView, { kind: 'open' }> }) {
  const message = useMessage();
  const [dialog, setDialog] = useState<'make' | 'remove' | null>(null);
  const { recovery, protection } = vault;
  const backend = backendName(
    message,
    protection.kind === 'computer' ? protection.backend : 'unknown',
  );
  const close = () => setDialog(null);
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{message('recovery.heading')}</h3>
      {recovery.kind === 'not_needed' ? (
        <p>
          {message(
            protection.kind === 'until_quit' ? 'recovery.nothingSaved' : 'recovery.notNeeded',
          )}
        </p>
      ) : null}
      {recovery.kind === 'none' ? <p>{message('recovery.none', { backend })}</p> : null}
      {recovery.kind === 'set' ? (
        <p>
          <FormattedMessage
            id="recovery.set"
            values={{ date: <FormattedDate value={recovery.since} dateStyle="long" />, backend }}
          />
        </p>
      ) : null}
      {recovery.kind === 'not_needed' ? null : (
        <div className={styles.buttons}>
          <Button onClick={() => setDialog('make')}>
            {message(recovery.kind === 'set' ? 'recovery.replace' : 'recovery.make')}
          </Button>
          {recovery.kind === 'set' ? (
            <Button variant="quiet" onClick={() => setDialog('remove')}>
              {message('recovery.remove')}
            </Button>
          ) : null}
        </div>
      )}
      {dialog === 'make' ? (
        <RecoveryDialog replaces={recovery.kind === 'set'} onClose={close} />
      ) : null}
      {dialog === 'remove' ? (
        <ConfirmDialog
          danger
          heading={message('recovery.removeHeading')}
          action={message('recovery.removeAction')}
          onConfirm={() => requests.removeRecovery({})}
          onClose={close}
        >
          <p>{message('recovery.removeText')}</p>
        </ConfirmDialog>
      ) : null}
    </section>
  );
}

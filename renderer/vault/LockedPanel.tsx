import { useState } from 'react';

import type { VaultView } from '../../ipc/vault-view.js';
import { Button } from '../components/Button.js';
import { Disclosure } from '../components/Disclosure.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { ArchivedVaults } from './ArchivedVaults.js';
import { lockedText } from './locked-text.js';
import styles from './Panel.module.css';
import { StartNewVault } from './StartNewVault.js';
import { UnlockBySheet } from './UnlockBySheet.js';

type Closed = Extract<VaultView, { kind: 'locked' | 'unreadable' }>;

/** The vault cannot be opened: says why, that nothing is lost, and what can be done. */
export function LockedPanel({ vault }: { readonly vault: Closed }) {
  const message = useMessage();
  const text = lockedText(message, vault);
  const { send, busy, failure } = useRequest();
  const [usesSheet, setUsesSheet] = useState(false);
  const hasSheet = vault.kind === 'locked' && vault.hasRecovery;
  const mayStartNew = vault.kind === 'locked' || vault.cause === 'damaged';
  const tryAgain = () => void send(() => requests.retryUnlock({}));
  return (
    <section className={styles.panel} aria-label={text.heading}>
      <div role="alert" className={styles.text}>
        <h2 className={styles.heading}>{text.heading}</h2>
        <p>{text.happened}</p>
        <p>{text.whatToDo}</p>
      </div>
      {failure === null ? null : (
        <FailureNotice besidePrimary failure={failure} service="" busy={busy} onRemedy={tryAgain} />
      )}
      {usesSheet && vault.kind === 'locked' ? (
        <UnlockBySheet backendNow={vault.backendNow} onClose={() => setUsesSheet(false)} />
      ) : (
        <div className={styles.stackedActions}>
          {hasSheet ? (
            <Button variant="primary" onClick={() => setUsesSheet(true)}>
              {message('locked.useSheet')}
            </Button>
          ) : null}
          <Button variant={hasSheet ? 'plain' : 'primary'} busy={busy} onClick={tryAgain}>
            {message('locked.tryAgain')}
          </Button>
          {mayStartNew ? <StartNewVault /> : null}
        </div>
      )}
      {vault.kind === 'locked' ? <ArchivedVaults names={vault.archivedVaults} /> : null}
      {text.details === '' ? null : (
        <Disclosure title={message('notice.details')}>
          <p>
            <code>{text.details}</code>
          </p>
        </Disclosure>
      )}
    </section>
  );
}

import { useState } from 'react';

import type { VaultView } from '../../ipc/vault-view.js';
import { Button } from '../components/Button.js';
import { Disclosure } from '../components/Disclosure.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { ArchivedVaults } from './ArchivedVaults.js';
import { lockedText } from './locked-text.js';
import styles from './Panel.module.css';
import { StartNewVault } from './StartNewVault.js';
import { UnlockBySheet } from './UnlockBySheet.js';

type Closed = Extract<VaultView, { kind: 'locked' | 'unreadable' }>;

/** The saved sign-ins cannot be opened: which of the causes it is, that nothing is lost, and the ways on. */
export function LockedPanel({ vault }: { readonly vault: Closed }) {
  const say = useMessage();
  const words = lockedText(say, vault);
  const { send, busy, failure } = useRequest();
  const [withSheet, setWithSheet] = useState(false);
  const hasSheet = vault.kind === 'locked' && vault.hasRecovery;
  const mayStartNew = vault.kind === 'locked' || vault.cause === 'damaged';
  const tryAgain = () => void send(() => requests.retryUnlock({}));
  return (
    <section className={styles.panel} aria-label={words.heading}>
      <div role="alert" className={styles.words}>
        <h2 className={styles.heading}>{words.heading}</h2>
        <p>{words.happened}</p>
        <p>{words.toDo}</p>
      </div>
      {failure === null ? null : (
        <FailureNotice besideWayOn failure={failure} service="" busy={busy} onRemedy={tryAgain} />
      )}
      {withSheet && vault.kind === 'locked' ? (
        <UnlockBySheet backendNow={vault.backendNow} onClose={() => setWithSheet(false)} />
      ) : (
        <div className={styles.choices}>
          {hasSheet ? (
            <Button look="primary" onClick={() => setWithSheet(true)}>
              {say('locked.useSheet')}
            </Button>
          ) : null}
          <Button look={hasSheet ? 'plain' : 'primary'} busy={busy} onClick={tryAgain}>
            {say('locked.tryAgain')}
          </Button>
          {mayStartNew ? <StartNewVault /> : null}
        </div>
      )}
      {vault.kind === 'locked' ? <ArchivedVaults names={vault.archivedVaults} /> : null}
      {words.details === '' ? null : (
        <Disclosure title={say('notice.details')}>
          <p>
            <code>{words.details}</code>
          </p>
        </Disclosure>
      )}
    </section>
  );
}

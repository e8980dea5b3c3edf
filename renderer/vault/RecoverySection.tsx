import { useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';

import type { VaultView } from '../../ipc/vault-view.js';
import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { useVault } from '../store/selectors.js';
import { AskFirst } from '../components/AskFirst.js';
import { ArchivedVaults } from './ArchivedVaults.js';
import { RecoveryDialog } from './RecoveryDialog.js';
import styles from './RecoverySection.module.css';

/** What opens the saved sign-ins when the password store does not, and the vaults put aside. */
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
  const say = useMessage();
  const [asked, setAsked] = useState<'make' | 'remove' | null>(null);
  const { recovery, protection } = vault;
  const close = () => setAsked(null);
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{say('recovery.heading')}</h3>
      {recovery.kind === 'not_needed' ? (
        <p>
          {say(protection.kind === 'until_quit' ? 'recovery.nothingSaved' : 'recovery.notNeeded')}
        </p>
      ) : null}
      {recovery.kind === 'none' ? <p>{say('recovery.none')}</p> : null}
      {recovery.kind === 'set' ? (
        <p>
          <FormattedMessage
            id="recovery.set"
            values={{ date: <FormattedDate value={recovery.since} dateStyle="long" /> }}
          />
        </p>
      ) : null}
      {recovery.kind === 'not_needed' ? null : (
        <div className={styles.buttons}>
          <Button onClick={() => setAsked('make')}>
            {say(recovery.kind === 'set' ? 'recovery.replace' : 'recovery.make')}
          </Button>
          {recovery.kind === 'set' ? (
            <Button look="quiet" onClick={() => setAsked('remove')}>
              {say('recovery.remove')}
            </Button>
          ) : null}
        </div>
      )}
      {asked === 'make' ? (
        <RecoveryDialog replaces={recovery.kind === 'set'} onClose={close} />
      ) : null}
      {asked === 'remove' ? (
        <AskFirst
          danger
          heading={say('recovery.removeHeading')}
          action={say('recovery.removeAction')}
          ask={() => requests.removeRecovery({})}
          onClose={close}
        >
          <p>{say('recovery.removeText')}</p>
        </AskFirst>
      ) : null}
    </section>
  );
}

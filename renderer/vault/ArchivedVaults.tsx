import { useId, useState } from 'react';

import { Button } from '../components/Button.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import styles from './RecoverySection.module.css';

/** Lists the archived vaults, each with a button to switch back to it. */
export function ArchivedVaults({ names }: { readonly names: readonly string[] }) {
  const message = useMessage();
  const [chosen, setChosen] = useState<string | null>(null);
  const id = useId();
  if (names.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{message('archivedVaults.heading')}</h3>
      <ul className={styles.archivedVaults}>
        {names.map((name) => (
          <li key={name} className={styles.archivedVault}>
            <p id={`${id}-${name}`}>{message('archivedVaults.text', { name })}</p>
            <Button aria-describedby={`${id}-${name}`} onClick={() => setChosen(name)}>
              {message('archivedVaults.open')}
            </Button>
          </li>
        ))}
      </ul>
      {chosen === null ? null : (
        <ConfirmDialog
          heading={message('archivedVaults.confirmHeading')}
          action={message('archivedVaults.confirm')}
          onConfirm={() => requests.openArchivedVault({ name: chosen })}
          onClose={() => setChosen(null)}
        >
          <p>{message('archivedVaults.confirmText', { name: chosen })}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

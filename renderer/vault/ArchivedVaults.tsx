import { useId, useState } from 'react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { AskFirst } from '../components/AskFirst.js';
import styles from './RecoverySection.module.css';

/** Vaults that were put aside, and the way back to each. */
export function ArchivedVaults({ names }: { readonly names: readonly string[] }) {
  const say = useMessage();
  const [chosen, setChosen] = useState<string | null>(null);
  const id = useId();
  if (names.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{say('kept.heading')}</h3>
      <ul className={styles.kept}>
        {names.map((name) => (
          <li key={name} className={styles.one}>
            <p id={`${id}-${name}`}>{say('kept.text', { name })}</p>
            <Button aria-describedby={`${id}-${name}`} onClick={() => setChosen(name)}>
              {say('kept.open')}
            </Button>
          </li>
        ))}
      </ul>
      {chosen === null ? null : (
        <AskFirst
          heading={say('kept.askHeading')}
          action={say('kept.action')}
          ask={() => requests.openArchivedVault({ name: chosen })}
          onClose={() => setChosen(null)}
        >
          <p>{say('kept.ask', { name: chosen })}</p>
        </AskFirst>
      )}
    </section>
  );
}

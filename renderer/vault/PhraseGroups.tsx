import { useMessage } from '../components/message.js';
import { clearPhrase } from './clear-phrase.js';
import styles from './RecoverySection.module.css';

/** The phrase to be copied by hand: large, a group at a time. */
export function PhraseGroups({ phrase }: { readonly phrase: string }) {
  const message = useMessage();
  return (
    <ol ref={clearPhrase} className={styles.groups} aria-label={message('recovery.groups')}>
      {phrase.split('-').map((group, index) => (
        <li key={index} className={styles.group}>
          {group}
        </li>
      ))}
    </ol>
  );
}

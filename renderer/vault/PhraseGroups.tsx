import { useMessage } from '../components/message.js';
import { clearPhrase } from './clear-phrase.js';
import styles from './RecoverySection.module.css';

/** The phrase in large groups, to be copied by hand. */
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

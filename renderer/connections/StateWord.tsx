import { useIntl } from 'react-intl';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { useNowTowards } from '../components/clock.js';
import styles from './ConnectionRow.module.css';
import { countdownTarget } from './lifetime-text.js';
import { stateWord, toneOf } from './state-text.js';

/** Says in a word what is not as it should be; nothing where all is well. */
export function StateWord({ connection }: { readonly connection: ConnectionView }) {
  const intl = useIntl();
  const now = useNowTowards(countdownTarget(connection) ?? 0);
  const word = stateWord(connection, now, intl);
  if (word === null) return null;
  const tone = toneOf(connection, now);
  return (
    <span aria-hidden>
      <span className={styles.word} data-tone={tone === 'good' ? 'warn' : tone}>
        {word}
      </span>
      {' · '}
    </span>
  );
}

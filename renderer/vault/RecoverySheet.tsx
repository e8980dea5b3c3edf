import { createPortal } from 'react-dom';
import { FormattedDate, FormattedMessage } from 'react-intl';

import { useMessage } from '../components/message.js';
import { clearPhrase } from './clear-phrase.js';
import styles from './RecoverySheet.module.css';

/** What is printed, and nothing else of the window; on screen it is not shown. */
export function RecoverySheet({ phrase }: { readonly phrase: string }) {
  const say = useMessage();
  return createPortal(
    <article className={styles.sheet}>
      <header className={styles.header}>
        <p className={styles.title}>{say('paper.title')}</p>
        <p>
          <FormattedMessage
            id="paper.made"
            values={{ date: <FormattedDate value={new Date()} dateStyle="long" /> }}
          />
        </p>
      </header>
      <ol ref={clearPhrase} className={styles.phrase}>
        {phrase.split('-').map((group, index) => (
          <li key={index}>{group}</li>
        ))}
      </ol>
      <p className={styles.computer}>{say('paper.computer')}</p>
      <h2>{say('paper.opensHeading')}</h2>
      <p>{say('paper.opens')}</p>
      <h2>{say('paper.useHeading')}</h2>
      <ol className={styles.steps}>
        <li>{say('paper.use1')}</li>
        <li>{say('paper.use2')}</li>
        <li>{say('paper.use3')}</li>
      </ol>
      <h2>{say('paper.keepHeading')}</h2>
      <p>{say('paper.keep')}</p>
    </article>,
    document.body,
  );
}

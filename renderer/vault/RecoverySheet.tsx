import { createPortal } from 'react-dom';
import { FormattedDate, FormattedMessage } from 'react-intl';

import { useMessage } from '../components/message.js';
import { clearPhrase } from './clear-phrase.js';
import styles from './RecoverySheet.module.css';

/** The only part of the window that is printed; it is not shown on screen. */
export function RecoverySheet({ phrase }: { readonly phrase: string }) {
  const message = useMessage();
  return createPortal(
    <article className={styles.sheet}>
      <header className={styles.header}>
        <p className={styles.title}>{message('recoverySheet.title')}</p>
        <p>
          <FormattedMessage
            id="recoverySheet.made"
            values={{ date: <FormattedDate value={new Date()} dateStyle="long" /> }}
          />
        </p>
      </header>
      <ol ref={clearPhrase} className={styles.phrase}>
        {phrase.split('-').map((group, index) => (
          <li key={index}>{group}</li>
        ))}
      </ol>
      <p className={styles.computer}>{message('recoverySheet.computer')}</p>
      <h2>{message('recoverySheet.opensHeading')}</h2>
      <p>{message('recoverySheet.opens')}</p>
      <h2>{message('recoverySheet.useHeading')}</h2>
      <ol className={styles.steps}>
        <li>{message('recoverySheet.use1')}</li>
        <li>{message('recoverySheet.use2')}</li>
        <li>{message('recoverySheet.use3')}</li>
      </ol>
      <h2>{message('recoverySheet.keepHeading')}</h2>
      <p>{message('recoverySheet.keep')}</p>
    </article>,
    document.body,
  );
}

import { Printer } from 'lucide-react';
import { useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { PhraseGroups } from './PhraseGroups.js';
import styles from './RecoverySection.module.css';
import { RecoverySheet } from './RecoverySheet.js';

interface ShowPhraseProps {
  readonly phrase: string;
  readonly replaces: boolean;
  readonly onNext: () => void;
  readonly onCancel: () => void;
}

export function ShowPhrase({ phrase, replaces, onNext, onCancel }: ShowPhraseProps) {
  const message = useMessage();
  const { send, busy, failure } = useRequest();
  const [printed, setPrinted] = useState(false);
  async function print(): Promise<void> {
    setPrinted(await send(() => requests.printRecoverySheet({})));
  }
  return (
    <>
      <DialogHeading takesFocus>{message('recovery.showHeading')}</DialogHeading>
      <p>{message('recovery.showText')}</p>
      <PhraseGroups phrase={phrase} />
      {replaces ? <p className={styles.aside}>{message('recovery.earlier')}</p> : null}
      {failure === null ? null : (
        <FailureNotice
          besidePrimary
          failure={failure}
          service=""
          busy={busy}
          onRemedy={() => void print()}
        />
      )}
      <p role="status" className={styles.aside} hidden={!printed}>
        {printed ? message('recovery.printed') : ''}
      </p>
      <DialogButtons>
        <Button onClick={onCancel}>{message('dialog.cancel')}</Button>
        <Button busy={busy} onClick={() => void print()}>
          <Printer aria-hidden />
          {message('recovery.print')}
        </Button>
        <Button variant="primary" onClick={onNext}>
          {message('recovery.next')}
        </Button>
      </DialogButtons>
      <RecoverySheet phrase={phrase} />
    </>
  );
}

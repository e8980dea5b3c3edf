import { Printer } from 'lucide-react';
import { useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import { RecoverySheet } from './RecoverySheet.js';
import { PhraseGroups } from './PhraseGroups.js';
import styles from './RecoverySection.module.css';

interface ShowPhraseProps {
  readonly phrase: string;
  readonly replaces: boolean;
  readonly onNext: () => void;
  readonly onCancel: () => void;
}

export function ShowPhrase({ phrase, replaces, onNext, onCancel }: ShowPhraseProps) {
  const say = useMessage();
  const { send, busy, failure } = useRequest();
  const [printed, setPrinted] = useState(false);
  async function print(): Promise<void> {
    setPrinted(await send(() => requests.printRecoverySheet({})));
  }
  return (
    <>
      <DialogHeading takesFocus>{say('recovery.showHeading')}</DialogHeading>
      <p>{say('recovery.showText')}</p>
      <PhraseGroups phrase={phrase} />
      {replaces ? <p className={styles.aside}>{say('recovery.earlier')}</p> : null}
      {failure === null ? null : (
        <FailureNotice
          besideWayOn
          failure={failure}
          service=""
          busy={busy}
          onRemedy={() => void print()}
        />
      )}
      <p role="status" className={styles.aside} hidden={!printed}>
        {printed ? say('recovery.printed') : ''}
      </p>
      <DialogButtons>
        <Button onClick={onCancel}>{say('dialog.cancel')}</Button>
        <Button busy={busy} onClick={() => void print()}>
          <Printer aria-hidden />
          {say('recovery.print')}
        </Button>
        <Button look="primary" onClick={onNext}>
          {say('recovery.next')}
        </Button>
      </DialogButtons>
      <RecoverySheet phrase={phrase} />
    </>
  );
}

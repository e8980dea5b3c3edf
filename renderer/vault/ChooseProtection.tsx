import { useState } from 'react';

import { passphraseMinimum } from '../../ipc/limits.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { SecretField } from '../components/SecretField.js';
import { requests } from '../store/requests.js';
import { closeConnect } from '../store/ui-actions.js';
import styles from './ChooseProtection.module.css';
import { passphraseProblem } from './passphrase-problem.js';

const choices = ['untilQuit', 'passphrase'] as const;

/** This computer keeps nothing safely by itself, so the person chooses before anything is written. */
export function ChooseProtection({ backend }: { readonly backend: string }) {
  const say = useMessage();
  const [choice, setChoice] = useState<(typeof choices)[number]>('passphrase');
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const { send, busy, failure } = useRequest();
  const problem = passphraseProblem(passphrase, repeated);

  function confirm(): void {
    setTried(true);
    if (choice === 'untilQuit') void send(() => requests.keepUntilQuit({}));
    else if (problem === null) void send(() => requests.protectByPassphrase({ passphrase }));
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
    >
      <DialogBody>
        <DialogHeading takesFocus>{say('protect.heading')}</DialogHeading>
        {/* Which store was asked is for support, who can read it by pointing at the sentence. */}
        <p title={backend}>{say('protect.text')}</p>
        <div className={styles.choices} role="radiogroup" aria-label={say('protect.heading')}>
          {choices.map((value) => (
            <label key={value} className={styles.choice}>
              <input
                type="radio"
                name="protection"
                checked={choice === value}
                aria-describedby={`protect-${value}`}
                onChange={() => setChoice(value)}
              />
              <span className={styles.words}>
                <span className={styles.title}>{say(`protect.${value}`)}</span>
                <span className={styles.text} id={`protect-${value}`}>
                  {say(`protect.${value}Text`)}
                </span>
              </span>
            </label>
          ))}
        </div>
        {choice === 'passphrase' ? (
          <>
            <SecretField
              label={say('protect.passphraseField')}
              value={passphrase}
              onType={setPassphrase}
              hint={say('protect.hint', { minimum: passphraseMinimum })}
              problem={
                tried && problem === 'too_short'
                  ? say('protect.tooShort', {
                      length: passphrase.length,
                      minimum: passphraseMinimum,
                    })
                  : null
              }
              maxLength={1024}
            />
            <SecretField
              label={say('protect.repeat')}
              value={repeated}
              onType={setRepeated}
              problem={tried && problem === 'not_equal' ? say('protect.notEqual') : null}
              maxLength={1024}
            />
          </>
        ) : null}
        {failure === null ? null : (
          <FailureNotice
            besideWayOn
            failure={failure}
            service=""
            busy={busy}
            onRemedy={(remedy) => {
              if (remedy === 'close') closeConnect();
              else confirm();
            }}
          />
        )}
        <DialogButtons>
          <Button onClick={closeConnect}>{say('dialog.cancel')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {say('protect.continue')}
          </Button>
        </DialogButtons>
      </DialogBody>
    </form>
  );
}

import { useState } from 'react';

import { passphraseMinimum } from '../../ipc/limits.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { SecretField } from '../components/SecretField.js';
import { requests } from '../store/requests.js';
import { closeConnect } from '../store/ui-actions.js';
import styles from './ChooseProtection.module.css';
import { passphraseProblem } from './passphrase-problem.js';

const choices = ['untilQuit', 'passphrase'] as const;

/** Without a safe password store the user chooses the protection before anything is written. */
export function ChooseProtection({ backend }: { readonly backend: string }) {
  const message = useMessage();
  const [choice, setChoice] = useState<(typeof choices)[number]>('passphrase');
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const { send, busy, failure } = useRequest();
  const problem = passphraseProblem(passphrase, repeated);

  function confirm(): void {
    setSubmitted(true);
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
        <DialogHeading takesFocus>{message('chooseProtection.heading')}</DialogHeading>
        {/* Support can read the store's name by pointing at the sentence. */}
        {backend === 'only_portal' ? (
          <>
            <p title={backend}>{message('chooseProtection.portal.text')}</p>
            <p>{message('chooseProtection.portal.whatToDo')}</p>
          </>
        ) : (
          <p title={backend}>{message('chooseProtection.text')}</p>
        )}
        <div
          className={styles.choices}
          role="radiogroup"
          aria-label={message('chooseProtection.heading')}
        >
          {choices.map((value) => (
            <label key={value} className={styles.choice}>
              <input
                type="radio"
                name="protection"
                checked={choice === value}
                aria-describedby={`protect-${value}`}
                onChange={() => setChoice(value)}
              />
              <span className={styles.label}>
                <span className={styles.title}>{message(`chooseProtection.${value}.label`)}</span>
                <span className={styles.text} id={`protect-${value}`}>
                  {message(`chooseProtection.${value}.text`)}
                </span>
              </span>
            </label>
          ))}
        </div>
        {choice === 'passphrase' ? (
          <>
            <SecretField
              label={message('chooseProtection.passphraseField')}
              value={passphrase}
              onChange={setPassphrase}
              hint={message('chooseProtection.hint', { minimum: passphraseMinimum })}
              problem={
                submitted && problem === 'too_short'
                  ? message('chooseProtection.tooShort', {
                      length: passphrase.length,
                      minimum: passphraseMinimum,
                    })
                  : null
              }
              maxLength={1024}
            />
            <SecretField
              label={message('chooseProtection.repeat')}
              value={repeated}
              onChange={setRepeated}
              problem={
                submitted && problem === 'not_equal' ? message('chooseProtection.notEqual') : null
              }
              maxLength={1024}
            />
          </>
        ) : null}
        {failure === null ? null : (
          <FailureNotice
            besidePrimary
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
          <Button onClick={closeConnect}>{message('dialog.cancel')}</Button>
          <Button variant="primary" type="submit" busy={busy}>
            {message('chooseProtection.continue')}
          </Button>
        </DialogButtons>
      </DialogBody>
    </form>
  );
}

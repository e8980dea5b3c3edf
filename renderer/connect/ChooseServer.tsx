import { useId, useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import type { Request } from '../components/request.js';
import styles from './ChooseServer.module.css';
import { displayHost } from './display-address.js';

interface ChooseServerProps {
  readonly address: string;
  readonly issuers: readonly string[];
  readonly request: Request;
  readonly onChoose: (issuer: string) => void;
  readonly onBack: () => void;
}

/** Picks the authorization server that the user has an account with, of several that an API trusts (RFC 9728). */
export function ChooseServer(props: ChooseServerProps) {
  const { address, issuers, request, onChoose, onBack } = props;
  const message = useMessage();
  const headingId = useId();
  const [chosen, setChosen] = useState(issuers[0] ?? '');
  const host = displayHost(address.trim());
  const { busy, failure } = request;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChoose(chosen);
      }}
    >
      <DialogBody>
        <DialogHeading takesFocus>
          <span id={headingId}>{message('chooseServer.heading')}</span>
        </DialogHeading>
        <p>{message('chooseServer.text', { host })}</p>
        <div role="radiogroup" aria-labelledby={headingId} className={styles.servers}>
          {issuers.map((issuer) => (
            <label key={issuer} className={styles.server}>
              <input
                type="radio"
                name="issuer"
                checked={issuer === chosen}
                onChange={() => setChosen(issuer)}
              />
              <span className={styles.text}>
                <span className={styles.host}>{displayHost(issuer)}</span>{' '}
                <code className={styles.issuer}>{issuer}</code>
              </span>
            </label>
          ))}
        </div>
        {failure === null ? null : (
          <FailureNotice
            besidePrimary
            failure={failure}
            service={displayHost(chosen)}
            busy={busy}
            onRemedy={(remedy) => {
              if (remedy === 'change_settings') onBack();
              else onChoose(chosen);
            }}
          />
        )}
        <DialogButtons>
          <Button onClick={onBack}>{message('dialog.back')}</Button>
          <Button variant="primary" type="submit" busy={busy}>
            {message('dialog.continue')}
          </Button>
        </DialogButtons>
      </DialogBody>
    </form>
  );
}

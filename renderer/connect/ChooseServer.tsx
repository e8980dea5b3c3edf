import { useId, useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import type { Request } from '../components/request.js';
import { useMessage } from '../components/message.js';
import styles from './ChooseServer.module.css';
import { hostOf } from './host-of.js';
import { RedirectToRegister } from './RedirectToRegister.js';

interface ChooseServerProps {
  readonly address: string;
  /** Ways back that the person has to have registered a client with; empty: none. */
  readonly ways: readonly ('app_link' | 'local_address')[];
  readonly issuers: readonly string[];
  readonly request: Request;
  readonly onChoose: (issuer: string) => void;
  readonly onBack: () => void;
}

/** An API that trusts several authorization servers (RFC 9728): with which one the person has an account. */
export function ChooseServer(props: ChooseServerProps) {
  const { address, ways, issuers, request, onChoose, onBack } = props;
  const message = useMessage();
  const headingId = useId();
  const [chosen, setChosen] = useState(issuers[0] ?? '');
  const host = hostOf(address.trim());
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
              <span className={styles.words}>
                <span className={styles.host}>{hostOf(issuer)}</span>{' '}
                <code className={styles.issuer}>{issuer}</code>
              </span>
            </label>
          ))}
        </div>
        {ways.length === 0 ? null : (
          <RedirectToRegister
            of={{ kind: 'address', serverAddress: address.trim(), chosenIssuer: chosen }}
            ways={ways}
            intro={message('chooseServer.redirect', { host: hostOf(chosen) })}
          />
        )}
        {failure === null ? null : (
          <FailureNotice
            besideWayOn
            failure={failure}
            service={hostOf(chosen)}
            busy={busy}
            onRemedy={(remedy) => {
              if (remedy === 'change_settings') onBack();
              else onChoose(chosen);
            }}
          />
        )}
        <DialogButtons>
          <Button onClick={onBack}>{message('dialog.back')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {message('dialog.continue')}
          </Button>
        </DialogButtons>
      </DialogBody>
    </form>
  );
}

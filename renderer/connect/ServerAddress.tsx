import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import type { Request } from '../components/request.js';
import { TextField } from '../components/TextField.js';
import { useServerAddress } from '../store/selectors.js';
import { editDraft, openConnect } from '../store/ui-actions.js';
import styles from './AnotherService.module.css';
import { displayHost } from './display-address.js';
import { addressProblem, completeAddress } from './draft-problems.js';
import { applyFormRemedy } from './form-remedy.js';

interface ServerAddressProps {
  readonly request: Request;
  readonly onSubmit: () => void;
}

/** The first step: only the address. What else is needed depends on the server. */
export function ServerAddress({ request, onSubmit }: ServerAddressProps) {
  const message = useMessage();
  const serverAddress = useServerAddress();
  const [submitted, setSubmitted] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { busy, failure } = request;
  const problem = addressProblem(serverAddress);

  function submit(): void {
    setSubmitted(true);
    if (problem === null) onSubmit();
    else input.current?.focus();
  }
  const changeSettings = () => input.current?.focus();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <DialogBody>
        <DialogHeading>{message('anotherService.heading')}</DialogHeading>
        <p>{message('anotherService.intro')}</p>
        <TextField
          ref={input}
          label={message('anotherService.serverAddress')}
          value={serverAddress}
          onChange={(value) => editDraft({ serverAddress: value })}
          hint={message('anotherService.serverAddressHint')}
          problem={submitted && problem !== null ? message(problem) : null}
          inputMode="url"
          maxLength={2048}
          autoFocus
        />
        <p role="status" className={styles.looking}>
          {busy
            ? message('anotherService.looking', {
                host: displayHost(completeAddress(serverAddress)),
              })
            : ''}
        </p>
        {failure === null ? null : (
          <FailureNotice
            besidePrimary
            failure={failure}
            service={serverAddress.trim()}
            busy={busy}
            onRemedy={(kind) => applyFormRemedy(kind, request, { changeSettings, submit })}
          />
        )}
        <DialogButtons>
          <Button onClick={openConnect}>{message('dialog.back')}</Button>
          <Button variant="primary" type="submit" busy={busy}>
            {message('dialog.continue')}
          </Button>
        </DialogButtons>
      </DialogBody>
    </form>
  );
}

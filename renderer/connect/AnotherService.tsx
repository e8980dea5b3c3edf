import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useSay } from '../components/say.js';
import { SecretField } from '../components/SecretField.js';
import { SelectField } from '../components/SelectField.js';
import { TextField } from '../components/TextField.js';
import type { Remedy } from '../messages/remedies.js';
import { ownServiceEntered, vaultTriedAgain } from '../store/person-asked.js';
import { connectClosed, connectOpened, draftTyped } from '../store/person-looked.js';
import { useDraft } from '../store/selectors.js';
import { problemsOf } from './own-service-problems.js';
import { RedirectToRegister } from './RedirectToRegister.js';

const ways = ['automatic', 'app_link', 'local_address'] as const;

/** Any server by its address; what is typed stays until the dialog is closed. */
export function AnotherService() {
  const say = useSay();
  const draft = useDraft();
  const [tried, setTried] = useState(false);
  const { send, busy, failure } = useRequest();
  const serverAddress = useRef<HTMLInputElement>(null);
  const clientId = useRef<HTMLInputElement>(null);
  const problems = problemsOf(draft);

  function submit(): void {
    setTried(true);
    if (problems.serverAddress !== null) serverAddress.current?.focus();
    else if (problems.clientId !== null) clientId.current?.focus();
    else void send(() => ownServiceEntered(draft));
  }
  function remedy(kind: Remedy): void {
    switch (kind) {
      case 'change_settings':
        (failure?.code.startsWith('client') === true ? clientId : serverAddress).current?.focus();
        return;
      case 'unlock':
        void send(vaultTriedAgain);
        return;
      case 'close':
        connectClosed();
        return;
      case 'try_again':
      case 'sign_in_again':
      case 'paste_again':
      case 'choose_protection':
        submit();
    }
  }
  const problem = (field: 'serverAddress' | 'clientId') => {
    const id = problems[field];
    return tried && id !== null ? say(id) : null;
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <DialogBody>
        <DialogHeading>{say('own.heading')}</DialogHeading>
        <p>{say('own.intro')}</p>
        <TextField
          ref={serverAddress}
          label={say('own.serverAddress')}
          value={draft.serverAddress}
          onType={(value) => draftTyped({ serverAddress: value })}
          hint={say('own.serverAddressHint')}
          problem={problem('serverAddress')}
          inputMode="url"
          maxLength={2048}
          autoFocus
        />
        <RedirectToRegister serverAddress={draft.serverAddress} />
        <TextField
          ref={clientId}
          label={say('own.clientId')}
          value={draft.clientId}
          onType={(value) => draftTyped({ clientId: value })}
          hint={say('own.clientIdHint')}
          problem={problem('clientId')}
          maxLength={1024}
        />
        <SecretField
          label={say('own.clientSecret')}
          value={draft.clientSecret}
          onType={(value) => draftTyped({ clientSecret: value })}
          hint={say('own.clientSecretHint')}
          maxLength={4096}
        />
        <TextField
          label={say('own.scopes')}
          value={draft.scopes}
          onType={(value) => draftTyped({ scopes: value })}
          hint={say('own.scopesHint')}
          maxLength={4096}
        />
        <SelectField
          label={say('own.way')}
          value={draft.redirectWay}
          options={ways.map((value) => ({ value, text: say(`own.way.${value}`) }))}
          onChoose={(redirectWay) => draftTyped({ redirectWay })}
          hint={say('own.wayHint')}
        />
        {failure === null ? null : (
          <FailureNotice
            failure={failure}
            service={draft.serverAddress.trim()}
            busy={busy}
            onRemedy={remedy}
          />
        )}
        <DialogButtons>
          <Button onClick={connectOpened}>{say('own.back')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {say('own.continue')}
          </Button>
        </DialogButtons>
      </DialogBody>
    </form>
  );
}

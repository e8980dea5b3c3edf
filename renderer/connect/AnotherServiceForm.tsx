import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import type { Request } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { SecretArea } from '../components/SecretArea.js';
import { SelectField } from '../components/SelectField.js';
import { TextField } from '../components/TextField.js';
import type { Remedy } from '../../messages/remedies.js';
import { requests } from '../store/requests.js';
import { closeConnect, openConnect, editDraft } from '../store/ui-actions.js';
import { useDraft } from '../store/selectors.js';
import { problemsOf, readsAsUrl } from './own-service-problems.js';
import { RedirectToRegister } from './RedirectToRegister.js';
import { waysToRegister } from './ways-to-register.js';

const ways = ['automatic', 'app_link', 'local_address', 'device_code', 'service_account'] as const;

interface AnotherServiceFormProps {
  readonly request: Request;
  readonly onSubmit: () => void;
}

/** What is typed stays until the dialog is closed. */
export function AnotherServiceForm({ request, onSubmit }: AnotherServiceFormProps) {
  const say = useMessage();
  const draft = useDraft();
  const [tried, setTried] = useState(false);
  const { send, busy, failure } = request;
  const serverAddress = useRef<HTMLInputElement>(null);
  const clientId = useRef<HTMLInputElement>(null);
  const clientSecret = useRef<HTMLTextAreaElement>(null);
  const problems = problemsOf(draft);
  const address = draft.serverAddress.trim();
  const addresses = waysToRegister[draft.method];
  const isServiceAccount = draft.method === 'service_account';

  function submit(): void {
    setTried(true);
    if (problems.serverAddress !== null) serverAddress.current?.focus();
    else if (problems.clientId !== null) clientId.current?.focus();
    else if (problems.clientSecret !== null) clientSecret.current?.focus();
    else onSubmit();
  }
  function remedy(kind: Remedy): void {
    switch (kind) {
      case 'change_settings':
        (failure?.code.startsWith('client') === true ? clientId : serverAddress).current?.focus();
        return;
      case 'unlock':
        void send(() => requests.retryUnlock({}));
        return;
      case 'close':
        closeConnect();
        return;
      case 'try_again':
      case 'sign_in_again':
      case 'paste_again':
      case 'choose_protection':
        submit();
    }
  }
  const problem = (field: keyof typeof problems) => {
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
          onType={(value) => editDraft({ serverAddress: value })}
          hint={say('own.serverAddressHint')}
          problem={problem('serverAddress')}
          inputMode="url"
          maxLength={2048}
          autoFocus
        />
        <SelectField
          label={say('own.way')}
          value={draft.method}
          options={ways.map((value) => ({ value, text: say(`own.way.${value}`) }))}
          onChoose={(way) => editDraft({ method: way })}
          hint={say(`own.wayHint.${draft.method}`)}
        />
        {addresses.length === 0 ? null : (
          <RedirectToRegister
            of={readsAsUrl(address) ? { kind: 'address', serverAddress: address } : null}
            ways={addresses}
            intro={say(addresses.length === 1 ? 'redirect.introOne' : 'redirect.intro')}
            later={say('own.redirectLater')}
          />
        )}
        <TextField
          ref={clientId}
          label={say('own.clientId')}
          value={draft.clientId}
          onType={(value) => editDraft({ clientId: value })}
          hint={say(isServiceAccount ? 'own.clientIdHint' : 'own.clientIdMayBeEmpty')}
          problem={problem('clientId')}
          maxLength={1024}
        />
        <SecretArea
          ref={clientSecret}
          label={say('own.clientSecret')}
          value={draft.clientSecret}
          onType={(value) => editDraft({ clientSecret: value })}
          hint={say(isServiceAccount ? 'own.clientSecretNeeded' : 'own.clientSecretHint')}
          problem={problem('clientSecret')}
          maxLength={16_384}
        />
        <TextField
          label={say('own.scopes')}
          value={draft.scopes}
          onType={(value) => editDraft({ scopes: value })}
          hint={say('own.scopesHint')}
          maxLength={4096}
        />
        {failure === null ? null : (
          <FailureNotice
            besideWayOn
            failure={failure}
            service={address}
            busy={busy}
            onRemedy={remedy}
          />
        )}
        <DialogButtons>
          <Button onClick={openConnect}>{say('own.back')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {say('own.continue')}
          </Button>
        </DialogButtons>
      </DialogBody>
    </form>
  );
}

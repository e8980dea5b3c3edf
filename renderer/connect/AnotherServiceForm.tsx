import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import type { Request } from '../components/request.js';
import { SecretArea } from '../components/SecretArea.js';
import { TextField } from '../components/TextField.js';
import { useDraft, useSecretSent } from '../store/selectors.js';
import { openConnect, editDraft } from '../store/ui-actions.js';
import { AssertionField } from './AssertionField.js';
import { draftProblems, presentsAssertion } from './draft-problems.js';
import { applyFormRemedy } from './form-remedy.js';
import { SignInMethodField } from './SignInMethodField.js';

interface AnotherServiceFormProps {
  readonly request: Request;
  readonly onSubmit: () => void;
}

/** The store keeps what was typed until the dialog is closed, and the secret until it was sent. */
export function AnotherServiceForm({ request, onSubmit }: AnotherServiceFormProps) {
  const message = useMessage();
  const draft = useDraft();
  const secretSent = useSecretSent();
  const [submitted, setSubmitted] = useState(false);
  const { busy, failure } = request;
  const serverAddress = useRef<HTMLInputElement>(null);
  const clientId = useRef<HTMLInputElement>(null);
  const assertion = useRef<HTMLInputElement>(null);
  const clientSecret = useRef<HTMLTextAreaElement>(null);
  const problems = draftProblems(draft);
  const isAboutClient =
    failure?.code.startsWith('client') === true || failure?.code === 'registration_not_accepted';
  const isServiceAccount = draft.method === 'service_account';
  const needsClient = isServiceAccount || presentsAssertion(draft.method);

  function submit(): void {
    setSubmitted(true);
    if (problems.serverAddress !== null) serverAddress.current?.focus();
    else if (problems.assertion !== null) assertion.current?.focus();
    else if (problems.clientId !== null) clientId.current?.focus();
    else if (problems.clientSecret !== null) clientSecret.current?.focus();
    else onSubmit();
  }
  const changeSettings = () => (isAboutClient ? clientId : serverAddress).current?.focus();
  const problem = (field: keyof typeof problems) => {
    const id = problems[field];
    return submitted && id !== null ? message(id) : null;
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
        <DialogHeading>{message('anotherService.heading')}</DialogHeading>
        <p>{message('anotherService.intro')}</p>
        <TextField
          ref={serverAddress}
          label={message('anotherService.serverAddress')}
          value={draft.serverAddress}
          onChange={(value) => editDraft({ serverAddress: value })}
          hint={message('anotherService.serverAddressHint')}
          problem={problem('serverAddress')}
          inputMode="url"
          maxLength={2048}
          autoFocus
        />
        <SignInMethodField />
        <AssertionField ref={assertion} problem={problem('assertion')} />
        <TextField
          ref={clientId}
          label={message('client.id')}
          value={draft.clientId}
          onChange={(value) => editDraft({ clientId: value })}
          hint={message(needsClient ? 'client.idHint' : 'client.idOptionalHint')}
          problem={problem('clientId')}
          maxLength={1024}
        />
        <SecretArea
          ref={clientSecret}
          label={message('client.secret')}
          value={draft.clientSecret}
          onChange={(value) => editDraft({ clientSecret: value })}
          hint={message(
            secretSent
              ? 'client.secretAgain'
              : isServiceAccount
                ? 'client.secretHint'
                : 'client.secretOptionalHint',
          )}
          problem={problem('clientSecret')}
          maxLength={16_384}
        />
        <TextField
          label={message('anotherService.scopes')}
          value={draft.scopes}
          onChange={(value) => editDraft({ scopes: value })}
          hint={message('anotherService.scopesHint')}
          maxLength={4096}
        />
        {failure === null ? null : (
          <FailureNotice
            besidePrimary
            failure={failure}
            service={draft.serverAddress.trim()}
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

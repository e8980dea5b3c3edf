import { useRef, useState } from 'react';

import { labelLimit } from '../../ipc/limits.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { Disclosure } from '../components/Disclosure.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import type { Request } from '../components/request.js';
import { TextField } from '../components/TextField.js';
import { useDraft } from '../store/selectors.js';
import { editDraft } from '../store/ui-actions.js';
import type { InspectedServer } from '../store/window-store.js';
import styles from './AnotherService.module.css';
import { AssertionField } from './AssertionField.js';
import { ClientFields } from './ClientFields.js';
import { draftProblems, presentsAssertion } from './draft-problems.js';
import { applyFormRemedy } from './form-remedy.js';
import { redirectsToRegister } from './redirects-to-register.js';
import { RedirectToRegister } from './RedirectToRegister.js';
import { SignInMethodField } from './SignInMethodField.js';

interface ServerSettingsProps {
  readonly server: InspectedServer;
  readonly request: Request;
  readonly onSubmit: () => void;
  readonly onBack: () => void;
}

/** The second step: only what this server needs. The store keeps what was typed, and the secret until it was sent. */
export function ServerSettings({ server, request, onSubmit, onBack }: ServerSettingsProps) {
  const message = useMessage();
  const draft = useDraft();
  const [submitted, setSubmitted] = useState(false);
  // A client that was typed before stays in sight.
  const [hadClient] = useState(draft.clientId !== '');
  const form = useRef<HTMLFormElement>(null);
  const { busy, failure } = request;
  const { address, answers, found } = server;
  const { host, registersApp, hasDeviceCode } = found;
  const isAboutClient =
    failure?.code.startsWith('client') === true || failure?.code === 'registration_not_accepted';
  const isWithoutBrowser = draft.method === 'service_account' || presentsAssertion(draft.method);
  const needsClient = !registersApp || isWithoutBrowser || isAboutClient;
  const showsClient = needsClient || hadClient;
  const problems = draftProblems(draft, needsClient);
  const redirects = showsClient ? redirectsToRegister[draft.method] : [];

  function focusOn(field: string): void {
    form.current?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus();
  }
  function submit(): void {
    setSubmitted(true);
    const [first] = (['assertion', 'clientId', 'clientSecret'] as const).filter(
      (field) => problems[field] !== null,
    );
    if (first === undefined) onSubmit();
    else focusOn(first);
  }
  function changeSettings(): void {
    if (isAboutClient) focusOn('clientId');
    else onBack();
  }
  const problem = (field: keyof typeof problems) => {
    const id = problems[field];
    return submitted && id !== null ? message(id) : null;
  };
  const client = (
    <ClientFields
      required={needsClient}
      problems={{ clientId: problem('clientId'), clientSecret: problem('clientSecret') }}
    />
  );
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <DialogBody>
        <DialogHeading takesFocus>{message('anotherService.found', { host })}</DialogHeading>
        <p>
          {message(needsClient ? 'anotherService.needsClient' : 'anotherService.needsNothing', {
            host,
          })}
        </p>
        {redirects.length === 0 ? null : (
          <RedirectToRegister
            of={{
              kind: 'address',
              serverAddress: address,
              ...(answers.chosenIssuer !== null && { chosenIssuer: answers.chosenIssuer }),
            }}
            methods={redirects}
            intro={message(redirects.length === 1 ? 'redirect.introOne' : 'redirect.intro')}
          />
        )}
        {showsClient ? client : null}
        <TextField
          label={message('anotherService.name')}
          value={draft.name ?? ''}
          onChange={(name) => editDraft({ name })}
          hint={message('anotherService.nameHint', { host })}
          maxLength={labelLimit}
        />
        {presentsAssertion(draft.method) ? <AssertionField problem={problem('assertion')} /> : null}
        <Disclosure title={message('anotherService.moreOptions')}>
          <div className={styles.options}>
            <SignInMethodField hasDeviceCode={hasDeviceCode} />
            {showsClient ? null : client}
            <TextField
              label={message('anotherService.scopes')}
              value={draft.scopes}
              onChange={(scopes) => editDraft({ scopes })}
              hint={message('anotherService.scopesHint')}
              maxLength={4096}
            />
          </div>
        </Disclosure>
        {failure === null ? null : (
          <FailureNotice
            besidePrimary
            failure={failure}
            service={host}
            busy={busy}
            onRemedy={(kind) => applyFormRemedy(kind, request, { changeSettings, submit })}
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

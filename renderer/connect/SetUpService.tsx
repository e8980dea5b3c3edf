import { useRef, useState } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import type { Remedy } from '../../messages/remedies.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { SecretArea } from '../components/SecretArea.js';
import { TextField } from '../components/TextField.js';
import { requests } from '../store/requests.js';
import { useSecretSent } from '../store/selectors.js';
import { closeConnect, openConnect, editSetUp } from '../store/ui-actions.js';
import type { SetUpDraft } from '../store/window-store.js';
import { missingFields, type SetUpField } from './missing-fields.js';
import { RegisterAtService } from './RegisterAtService.js';
import styles from './SetUpService.module.css';

interface SetUpServiceProps {
  readonly service: ServiceView;
  readonly draft: SetUpDraft;
}

/** Explains what a client ID is and how to get one at this service, and takes it. */
export function SetUpService({ service, draft }: SetUpServiceProps) {
  const message = useMessage();
  const [submitted, setSubmitted] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { send, busy, failure } = useRequest();
  const { name, source, verified } = service;
  const { needs } = draft;
  const missing = missingFields(draft);
  const secretSent = useSecretSent();

  function focusOn(field: SetUpField): void {
    form.current?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus();
  }
  function submit(): void {
    setSubmitted(true);
    const [first] = missing;
    if (first === undefined) void send(() => requests.setUpService(draft));
    else focusOn(first);
  }
  function remedy(kind: Remedy): void {
    switch (kind) {
      case 'change_settings': {
        const [variable] = needs.variables;
        const aboutClient = failure?.code.startsWith('client') === true;
        focusOn(aboutClient || !variable ? 'clientId' : `variable:${variable.name}`);
        return;
      }
      case 'unlock':
        void send(() => requests.retryUnlock({}));
        return;
      case 'close':
        closeConnect();
        return;
      case 'try_again':
      case 'sign_in_again':
      case 'paste_again':
      case 'paste_address':
      case 'use_local_address':
      case 'choose_protection':
        submit();
    }
  }
  const problem = (field: SetUpField, text: string) =>
    submitted && missing.includes(field) ? text : null;

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
        <DialogHeading takesFocus>{message('setUp.heading', { service: name })}</DialogHeading>
        <p>{message('setUp.intro', { service: name })}</p>
        {source === 'shipped' && verified === null ? (
          <p className={styles.soft}>{message('setUp.notChecked', { service: name })}</p>
        ) : null}
        {needs.variables.map((variable) => (
          <TextField
            key={variable.name}
            data-field={`variable:${variable.name}`}
            label={variable.description}
            value={draft.variables[variable.name] ?? ''}
            onChange={(value) =>
              editSetUp({ variables: { ...draft.variables, [variable.name]: value } })
            }
            hint={message('setUp.example', { example: variable.example })}
            problem={problem(`variable:${variable.name}`, message('setUp.variableMissing'))}
            maxLength={512}
          />
        ))}
        <RegisterAtService service={service} draft={draft} />
        <h3 className={styles.step}>{message('setUp.enter', { service: service.name })}</h3>
        <TextField
          data-field="clientId"
          label={message('client.id')}
          value={draft.clientId}
          onChange={(clientId) => editSetUp({ clientId })}
          hint={message('client.idHint')}
          problem={problem('clientId', message('client.idMissing'))}
          maxLength={1024}
        />
        {needs.secret === 'no' ? null : (
          <SecretArea
            data-field="clientSecret"
            label={message('client.secret')}
            value={draft.clientSecret}
            onChange={(clientSecret) => editSetUp({ clientSecret })}
            hint={
              secretSent
                ? message('client.secretAgain')
                : message(`setUp.secret.${needs.secret ?? 'not_known'}`, { service: name })
            }
            problem={problem('clientSecret', message('client.secretMissing'))}
            maxLength={16_384}
          />
        )}
        {failure === null ? null : (
          <FailureNotice
            besidePrimary
            failure={failure}
            service={name}
            busy={busy}
            onRemedy={remedy}
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

import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { SecretArea } from '../components/SecretArea.js';
import { TextField } from '../components/TextField.js';
import { requests } from '../store/requests.js';
import { useSecretSent } from '../store/selectors.js';
import { editSetUp, openConnect } from '../store/ui-actions.js';
import { applyFormRemedy } from './form-remedy.js';
import { missingFields, missingVariables, takesSecret, type SetUpField } from './missing-fields.js';
import { type SetUpProps, SetUpStep } from './SetUpStep.js';
import { VariableFields } from './VariableFields.js';

/** The last step: takes the client that the service has handed out, and signs in. */
export function EnterClient({ service, draft }: SetUpProps) {
  const message = useMessage();
  const { name } = service;
  const { needs, replacesClient, made } = draft;
  const [submitted, setSubmitted] = useState(false);
  // Those left out before, and all of them once a sign-in has failed.
  const [variables] = useState(() => (made === null ? missingVariables(draft) : needs.variables));
  const form = useRef<HTMLFormElement>(null);
  const request = useRequest();
  const { send, busy, failure } = request;
  const secretSent = useSecretSent();
  const missing = missingFields(draft);

  function focusOn(field: SetUpField): void {
    form.current?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus();
  }
  function submit(): void {
    setSubmitted(true);
    const [first] = missing;
    if (first === undefined) void send(() => requests.setUpService(draft));
    else focusOn(first);
  }
  function changeSettings(): void {
    const [variable] = needs.variables;
    const aboutClient = failure?.code.startsWith('client') === true;
    if (aboutClient || variable === undefined) focusOn('clientId');
    else if (variables.some((each) => each.name === variable.name)) {
      focusOn(`variable:${variable.name}`);
    } else editSetUp({ stage: 'form' });
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
      <SetUpStep
        service={name}
        step={replacesClient ? null : 3}
        title={message('setUp.client.title')}
      >
        <p>{message('setUp.client.text', { service: name })}</p>
        <VariableFields draft={draft} variables={variables} checked={submitted} />
        <TextField
          data-field="clientId"
          label={message('client.id')}
          value={draft.clientId}
          onChange={(clientId) => editSetUp({ clientId })}
          hint={message('client.idHint')}
          problem={problem('clientId', message('client.idMissing'))}
          maxLength={1024}
        />
        {needs.secret === 'no' || !takesSecret(draft) ? null : (
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
            onRemedy={(kind) => applyFormRemedy(kind, request, { changeSettings, submit })}
          />
        )}
        <DialogButtons>
          <Button
            onClick={() => {
              if (replacesClient) openConnect();
              else editSetUp({ stage: 'addresses', clientSecret: '' });
            }}
          >
            {message('dialog.back')}
          </Button>
          <Button variant="primary" type="submit" busy={busy}>
            {message('dialog.continue')}
          </Button>
        </DialogButtons>
      </SetUpStep>
    </form>
  );
}

import { useRef, useState } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { SecretArea } from '../components/SecretArea.js';
import { TextField } from '../components/TextField.js';
import type { Remedy } from '../../messages/remedies.js';
import { requests } from '../store/requests.js';
import { closeConnect, openConnect, editSetUp } from '../store/ui-actions.js';
import type { SetUpDraft } from '../store/window-store.js';
import { missingFields, type SetUpField } from './missing-fields.js';
import { RegisterAtService } from './RegisterAtService.js';
import styles from './SetUpService.module.css';

interface SetUpServiceProps {
  readonly service: ServiceView;
  readonly draft: SetUpDraft;
}

/** What a client ID is, how to get one at this service, and where it goes. */
export function SetUpService({ service, draft }: SetUpServiceProps) {
  const say = useMessage();
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { send, busy, failure } = useRequest();
  const { name, source, verified } = service;
  const { needs } = draft;
  const missing = missingFields(draft);

  function focusOn(field: SetUpField): void {
    form.current?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus();
  }
  function submit(): void {
    setTried(true);
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
      case 'choose_protection':
        submit();
    }
  }
  const problem = (field: SetUpField, words: string) =>
    tried && missing.includes(field) ? words : null;

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
        <DialogHeading takesFocus>{say('setUp.heading', { service: name })}</DialogHeading>
        <p>{say('setUp.intro', { service: name })}</p>
        {source === 'shipped' && verified === null ? (
          <p className={styles.soft}>{say('setUp.notChecked', { service: name })}</p>
        ) : null}
        {needs.variables.map((variable) => (
          <TextField
            key={variable.name}
            data-field={`variable:${variable.name}`}
            label={variable.words}
            value={draft.variables[variable.name] ?? ''}
            onType={(value) =>
              editSetUp({ variables: { ...draft.variables, [variable.name]: value } })
            }
            hint={say('setUp.example', { example: variable.example })}
            problem={problem(`variable:${variable.name}`, say('setUp.variableMissing'))}
            maxLength={512}
          />
        ))}
        <RegisterAtService service={service} draft={draft} />
        <h3 className={styles.step}>{say('setUp.enter')}</h3>
        <TextField
          data-field="clientId"
          label={say('own.clientId')}
          value={draft.clientId}
          onType={(clientId) => editSetUp({ clientId })}
          hint={say('own.clientIdHint')}
          problem={problem('clientId', say('own.clientIdMissing'))}
          maxLength={1024}
        />
        {needs.secret === 'no' ? null : (
          <SecretArea
            data-field="clientSecret"
            label={say('own.clientSecret')}
            value={draft.clientSecret}
            onType={(clientSecret) => editSetUp({ clientSecret })}
            hint={say(`setUp.secret.${needs.secret ?? 'not_known'}`, { service: name })}
            problem={problem('clientSecret', say('own.clientSecretMissing'))}
            maxLength={16_384}
          />
        )}
        {failure === null ? null : (
          <FailureNotice
            besideWayOn
            failure={failure}
            service={name}
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

import { ExternalLink } from 'lucide-react';
import { useRef, useState } from 'react';

import { Button } from '../components/Button.js';
import { DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import { editSetUp } from '../store/ui-actions.js';
import { missingVariables } from './missing-fields.js';
import styles from './SetUpService.module.css';
import { type SetUpProps, SetUpStep } from './SetUpStep.js';
import { VariableFields } from './VariableFields.js';

/** A page at a host that the service's connections do not know. */
interface MovedPage {
  readonly page: 'form' | 'docs';
  readonly from: string;
  readonly to: string;
}

/** The first step: opens the service's own page where an app is registered. */
export function RegisterAtService({ service, draft }: SetUpProps) {
  const message = useMessage();
  const { send, busy, failure, reset } = useRequest();
  const [checked, setChecked] = useState(false);
  const [moved, setMoved] = useState<MovedPage | null>(null);
  const fields = useRef<HTMLDivElement>(null);
  const { needs, variables } = draft;
  const { id: serviceId, name, source, verified } = service;
  const text = needs.hasForm
    ? 'setUp.form.text'
    : needs.hasDocs
      ? 'setUp.form.guide'
      : 'setUp.form.yourself';

  function openForm(): void {
    setChecked(true);
    const [missing] = missingVariables(draft);
    if (missing === undefined) open('form');
    else focusOn(missing.name);
  }
  function open(page: MovedPage['page'], confirmed?: true): void {
    const more = confirmed && { confirmed };
    void send(async () => {
      const reply =
        page === 'form'
          ? await requests.openRegistrationForm({ serviceId, variables, ...more })
          : await requests.openServiceDocs({ serviceId, ...more });
      if (reply.ok) setMoved(reply.value.kind === 'opened' ? null : { page, ...reply.value });
      return reply;
    });
  }
  function focusOn(variable: string): void {
    fields.current?.querySelector<HTMLElement>(`[data-field="variable:${variable}"]`)?.focus();
  }
  const openDocs = () => open('docs');

  return (
    <SetUpStep service={name} step={1} title={message('setUp.form.title')}>
      {source === 'shipped' && verified === null ? (
        <p className={styles.soft}>{message('setUp.notChecked', { service: name })}</p>
      ) : null}
      <p>{message(text, { service: name })}</p>
      {needs.variables.length === 0 ? null : (
        <div ref={fields} className={styles.fields}>
          <VariableFields draft={draft} variables={needs.variables} checked={checked} />
        </div>
      )}
      <div className={styles.actions}>
        {needs.hasForm ? (
          <Button busy={busy} onClick={openForm}>
            <ExternalLink aria-hidden />
            {message('setUp.form.open', { service: name })}
          </Button>
        ) : null}
        {needs.hasDocs ? (
          <Button variant={needs.hasForm ? 'quiet' : 'plain'} busy={busy} onClick={openDocs}>
            {needs.hasForm ? null : <ExternalLink aria-hidden />}
            {message('setUp.openDocs', { service: name })}
          </Button>
        ) : null}
      </div>
      {moved === null ? null : (
        <div className={styles.moved}>
          <div role="alert">
            <p>{message('setUp.page.moved', { service: name })}</p>
            <p>{message('setUp.page.connectedAt', { host: moved.from })}</p>
            <p>
              <strong>{message('setUp.page.isAt', { host: moved.to })}</strong>
            </p>
          </div>
          <Button busy={busy} onClick={() => open(moved.page, true)}>
            <ExternalLink aria-hidden />
            {message('finishAtService.openMoved', { host: moved.to })}
          </Button>
        </div>
      )}
      {failure === null ? null : (
        <FailureNotice
          besidePrimary
          failure={failure}
          service={name}
          busy={busy}
          onRemedy={(remedy) => {
            const [first] = needs.variables;
            reset();
            if (remedy === 'change_settings' && first) focusOn(first.name);
            else if (needs.hasForm) openForm();
            else openDocs();
          }}
        />
      )}
      <DialogButtons>
        <Button onClick={() => editSetUp({ stage: 'choice' })}>{message('dialog.back')}</Button>
        <Button variant="primary" onClick={() => editSetUp({ stage: 'addresses' })}>
          {message('dialog.next')}
        </Button>
      </DialogButtons>
    </SetUpStep>
  );
}

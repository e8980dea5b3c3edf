import { Check } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';

import type { ScopeView, ServiceView } from '../../ipc/service-view.js';
import type { Remedy } from '../../messages/remedies.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { ServiceTile } from '../components/ServiceTile.js';
import { permissionChoice } from '../store/permission-choice.js';
import { requests } from '../store/requests.js';
import { openConnect } from '../store/ui-actions.js';
import styles from './ChoosePermissions.module.css';
import { applyFormRemedy } from './form-remedy.js';
import { usePermissionText } from './permission-text.js';
import { PermissionCheckbox } from './PermissionCheckbox.js';
import { PermissionList } from './PermissionList.js';

/** The last step before the browser: what Lanyard asks the service for. The least is chosen. */
export function ChoosePermissions({ service }: { readonly service: ServiceView }) {
  const message = useMessage();
  const { id: serviceId, name, scopes, source } = service;
  const { needed, optional, forAdmins } = permissionChoice(service);
  const [chosen, setChosen] = useState(
    () => new Set(scopes.filter(({ isDefault }) => isDefault).map((scope) => scope.name)),
  );
  const [submitted, setSubmitted] = useState(false);
  const { send, busy, failure, reset } = useRequest();
  const adminId = useId();
  const hasDefault = scopes.some(({ isDefault }) => isDefault);
  const asked = scopes.filter((scope) => scope.isNeeded || chosen.has(scope.name));
  // Without a default of the service, none at all leaves it to the server.
  const isMissing = hasDefault && asked.length === 0;

  function choose(scope: string, isChosen: boolean): void {
    const next = new Set(chosen);
    if (isChosen) next.add(scope);
    else next.delete(scope);
    setChosen(next);
  }
  function submit(): void {
    setSubmitted(true);
    if (isMissing) return;
    const names = asked.map((scope) => scope.name);
    void send(() =>
      requests.addConnection({ serviceId, ...(names.length > 0 && { scopes: names }) }),
    );
  }
  function remedy(kind: Remedy): void {
    // The dialog shows that step as soon as main reports that a choice is needed.
    if (kind === 'choose_protection') reset();
    else applyFormRemedy(kind, { send }, { changeSettings: submit, submit });
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={submitFromHeading}
    >
      <DialogBody>
        <DialogHeading takesFocus>
          {message('choosePermissions.heading', { service: name })}
        </DialogHeading>
        <div className={styles.service}>
          <ServiceTile shippedId={source === 'shipped' ? serviceId : null} serviceName={name} />
          <p className={styles.soft}>{message('choosePermissions.text', { service: name })}</p>
        </div>
        {needed.length === 0 ? null : <Needed scopes={needed} />}
        {optional.length === 0 ? null : (
          <PermissionList
            scopes={optional}
            chosen={chosen}
            onChoose={choose}
            note={hasDefault ? null : message('choosePermissions.byService', { service: name })}
          />
        )}
        {forAdmins.length === 0 ? null : (
          <div role="group" aria-labelledby={adminId} className={styles.group}>
            <h3 id={adminId} className={styles.heading}>
              {message('choosePermissions.forAdmins')}
            </h3>
            <p className={styles.soft}>
              {message('choosePermissions.forAdminsText', { service: name })}
            </p>
            <div className={styles.list}>
              {forAdmins.map((scope) => (
                <PermissionCheckbox
                  key={scope.name}
                  scope={scope}
                  isChosen={chosen.has(scope.name)}
                  onChoose={(isChosen) => choose(scope.name, isChosen)}
                />
              ))}
            </div>
          </div>
        )}
        {submitted && isMissing ? (
          <p role="alert" className={styles.problem}>
            {message('choosePermissions.nothing')}
          </p>
        ) : null}
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
          <p className={styles.count} aria-live="polite">
            {asked.length === 0
              ? null
              : message('choosePermissions.chosen', { count: asked.length })}
          </p>
          <Button onClick={openConnect}>{message('dialog.back')}</Button>
          <Button variant="primary" type="submit" busy={busy}>
            {message('choosePermissions.continue')}
          </Button>
        </DialogButtons>
      </DialogBody>
    </form>
  );
}

/** The heading has the focus at first: Enter goes on from there too, once per press. */
function submitFromHeading(event: KeyboardEvent<HTMLFormElement>): void {
  const isOnHeading = event.target instanceof HTMLHeadingElement;
  if (event.key === 'Enter' && isOnHeading && !event.repeat) event.currentTarget.requestSubmit();
}

function Needed({ scopes }: { readonly scopes: readonly ScopeView[] }) {
  const message = useMessage();
  const id = useId();
  return (
    <div className={styles.group}>
      <h3 id={id} className={styles.heading}>
        {message('choosePermissions.needed')}
      </h3>
      <ul aria-labelledby={id} className={styles.needed}>
        {scopes.map((scope) => (
          <NeededScope key={scope.name} scope={scope} />
        ))}
      </ul>
    </div>
  );
}

function NeededScope({ scope }: { readonly scope: ScopeView }) {
  const textOf = usePermissionText();
  return (
    <li>
      <Check aria-hidden />
      <span>{textOf(scope)}</span>
    </li>
  );
}

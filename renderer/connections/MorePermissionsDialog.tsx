import { useId, useState } from 'react';

import type { ConnectionView } from '../../ipc/connection-view.js';
import type { ScopeView } from '../../ipc/service-view.js';
import { usualScopeMessage } from '../../messages/usual-scopes.js';
import { Button } from '../components/Button.js';
import { DialogHeading } from '../components/DialogHeading.js';
import { DialogBody, DialogButtons } from '../components/DialogLayout.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { ModalDialog } from '../components/ModalDialog.js';
import { useRequest } from '../components/request.js';
import { TextField } from '../components/TextField.js';
import { requests } from '../store/requests.js';
import { useService } from '../store/selectors.js';
import { type MissingScope, missingScopes } from './missing-scopes.js';
import styles from './MorePermissionsDialog.module.css';
import { usePermissionFacts } from './permission-facts.js';

interface MorePermissionsDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
}

/** Lets the user choose what to ask for besides what the connection has. Nothing is chosen for them. */
export function MorePermissionsDialog({ connection, onClose }: MorePermissionsDialogProps) {
  const message = useMessage();
  const legendId = useId();
  const { id: connectionId, permissions, serviceId, serviceName: service } = connection;
  const missing = missingScopes(permissions, useService(serviceId)?.scopes ?? noScopes);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState('');
  const [isIncomplete, setIsIncomplete] = useState(false);
  const { send, busy, failure } = useRequest();
  const scopes = [...chosen, typed.trim()].join(' ').trim();

  async function ask(): Promise<void> {
    setIsIncomplete(scopes === '');
    if (scopes === '') return;
    if (await send(() => requests.requestMoreScopes({ connectionId, scopes }))) onClose();
  }
  return (
    <ModalDialog name={message('permissions.ask')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <DialogBody>
          <DialogHeading takesFocus>{message('permissions.ask')}</DialogHeading>
          <p>{message('morePermissions.text', { service })}</p>
          {missing.length === 0 ? null : (
            <div role="group" aria-labelledby={legendId} className={styles.scopes}>
              <p id={legendId} className={styles.legend}>
                {message('morePermissions.choose')}
              </p>
              {missing.map((scope) => (
                <ScopeToChoose
                  key={scope.name}
                  scope={scope}
                  isChosen={chosen.includes(scope.name)}
                  onChange={(isChosen) => setChosen(withScope(chosen, scope.name, isChosen))}
                />
              ))}
            </div>
          )}
          <TextField
            label={message(
              missing.length === 0 ? 'morePermissions.scopes' : 'morePermissions.otherScopes',
            )}
            value={typed}
            onChange={setTyped}
            hint={message('morePermissions.hint', { service })}
            problem={isIncomplete && scopes === '' ? message('morePermissions.nothing') : null}
            maxLength={1024}
          />
          {failure === null ? null : (
            <FailureNotice
              besidePrimary
              failure={failure}
              service={service}
              busy={busy}
              onRemedy={(remedy) => {
                if (remedy === 'close') onClose();
                else void ask();
              }}
            />
          )}
          <DialogButtons>
            <Button onClick={onClose}>{message('dialog.cancel')}</Button>
            <Button variant="primary" type="submit" busy={busy}>
              {message('morePermissions.continue')}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </ModalDialog>
  );
}

const noScopes: readonly ScopeView[] = [];

function withScope(chosen: readonly string[], name: string, isChosen: boolean): readonly string[] {
  const others = chosen.filter((each) => each !== name);
  return isChosen ? [...others, name] : others;
}

interface ScopeToChooseProps {
  readonly scope: MissingScope;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
}

function ScopeToChoose({ scope, isChosen, onChange }: ScopeToChooseProps) {
  const id = useId();
  const message = useMessage();
  const { name } = scope;
  const usual = usualScopeMessage(name);
  const description = scope.description ?? (usual && message(usual));
  const facts = usePermissionFacts(scope);
  return (
    <div className={styles.scope}>
      <input
        id={id}
        type="checkbox"
        checked={isChosen}
        aria-describedby={`${id}-facts`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div className={styles.text}>
        <label htmlFor={id} className={styles.name}>
          {description ?? name}
        </label>
        <p id={`${id}-facts`} className={styles.facts}>
          {description === null ? null : <code>{name}</code>}
          {description === null || facts.length === 0 ? null : ' · '}
          {facts.join(' · ')}
        </p>
      </div>
    </div>
  );
}

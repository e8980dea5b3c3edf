import { ExternalLink } from 'lucide-react';

import type { ServiceView } from '../../ipc/service-view.js';
import { Button } from '../components/Button.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { requests } from '../store/requests.js';
import type { SetUpDraft } from '../store/window-store.js';
import { RedirectToRegister } from './RedirectToRegister.js';
import styles from './SetUpService.module.css';

interface RegisterAtServiceProps {
  readonly service: ServiceView;
  readonly draft: SetUpDraft;
}

/** The first step, at the service: its instructions, and the redirect URIs to register. */
export function RegisterAtService({ service, draft }: RegisterAtServiceProps) {
  const message = useMessage();
  const { send, busy, failure } = useRequest();
  const { variables, needs } = draft;
  const { id, name } = service;
  const open = () => void send(() => requests.openServiceDocs({ serviceId: id }));
  const isComplete = needs.variables.every((each) => (variables[each.name] ?? '').trim() !== '');
  return (
    <>
      <h3 className={styles.step}>{message('setUp.register', { service: name })}</h3>
      <p>
        {message(needs.hasDocs ? 'setUp.registerText' : 'setUp.registerYourself', {
          service: name,
        })}
      </p>
      {needs.hasDocs ? (
        <div>
          <Button busy={busy} onClick={open}>
            <ExternalLink aria-hidden />
            {message('setUp.openDocs', { service: name })}
          </Button>
        </div>
      ) : null}
      {failure === null ? null : (
        <FailureNotice failure={failure} service={name} busy={busy} onRemedy={open} />
      )}
      <RedirectToRegister
        of={isComplete ? { kind: 'service', serviceId: id, variables } : null}
        intro={message('redirect.intro')}
        later={message('setUp.redirectLater')}
      />
    </>
  );
}

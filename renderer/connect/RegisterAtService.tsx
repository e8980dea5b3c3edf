import { ExternalLink } from 'lucide-react';

import type { ServiceView } from '../../ipc/service-view.js';
import { Button } from '../components/Button.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useMessage } from '../components/message.js';
import { requests } from '../store/requests.js';
import type { SetUpDraft } from '../store/window-store.js';
import { RedirectToRegister } from './RedirectToRegister.js';
import styles from './SetUpService.module.css';

interface RegisterAtServiceProps {
  readonly service: ServiceView;
  readonly draft: SetUpDraft;
}

/** What the person does at the service: its own instructions, and the addresses to enter there. */
export function RegisterAtService({ service, draft }: RegisterAtServiceProps) {
  const say = useMessage();
  const { send, busy, failure } = useRequest();
  const { variables, needs } = draft;
  const { id, name } = service;
  const open = () => void send(() => requests.openServiceDocs({ serviceId: id }));
  const isComplete = needs.variables.every((each) => (variables[each.name] ?? '').trim() !== '');
  return (
    <>
      <h3 className={styles.step}>{say('setUp.register', { service: name })}</h3>
      <p>
        {say(needs.hasDocs ? 'setUp.registerText' : 'setUp.registerYourself', { service: name })}
      </p>
      {needs.hasDocs ? (
        <div>
          <Button busy={busy} onClick={open}>
            <ExternalLink aria-hidden />
            {say('setUp.openDocs', { service: name })}
          </Button>
        </div>
      ) : null}
      {failure === null ? null : (
        <FailureNotice failure={failure} service={name} busy={busy} onRemedy={open} />
      )}
      <RedirectToRegister
        of={isComplete ? { kind: 'service', serviceId: id, variables } : null}
        intro={say('redirect.intro')}
        later={say('setUp.redirectLater')}
      />
    </>
  );
}

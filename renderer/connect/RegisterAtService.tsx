import { ExternalLink } from 'lucide-react';

import type { ServiceView } from '../../ipc/service-view.js';
import { Button } from '../components/Button.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useRequest } from '../components/request.js';
import { useSay } from '../components/say.js';
import { instructionsOpened } from '../store/person-asked.js';
import { RedirectToRegister } from './RedirectToRegister.js';
import { needsOf } from './set-up-needs.js';
import styles from './SetUpService.module.css';

interface RegisterAtServiceProps {
  readonly service: ServiceView;
  readonly variables: Readonly<Record<string, string>>;
}

/** What the person does at the service: its own instructions, and the addresses to enter there. */
export function RegisterAtService({ service, variables }: RegisterAtServiceProps) {
  const say = useSay();
  const { send, busy, failure } = useRequest();
  const { hasDocs, variables: asked } = needsOf(service);
  const { id, name } = service;
  const open = () => void send(() => instructionsOpened(id));
  const isComplete = asked.every((each) => (variables[each.name] ?? '').trim() !== '');
  return (
    <>
      <h3 className={styles.step}>{say('setUp.register', { service: name })}</h3>
      <p>{say(hasDocs ? 'setUp.registerText' : 'setUp.registerYourself', { service: name })}</p>
      {hasDocs ? (
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
        of={isComplete ? { kind: 'service', serviceId: id, variables: { ...variables } } : null}
        intro={say('redirect.intro')}
        later={say('setUp.redirectLater')}
      />
    </>
  );
}

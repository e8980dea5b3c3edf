import { useId } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import { Button } from '../components/Button.js';
import { DefinitionProblems } from '../components/DefinitionProblems.js';
import { FailureNotice } from '../components/FailureNotice.js';
import { useMessage } from '../components/message.js';
import { useRequest } from '../components/request.js';
import { ServiceTile } from '../components/ServiceTile.js';
import { requests } from '../store/requests.js';
import { useCatalogue } from '../store/selectors.js';
import { openSetUp } from '../store/ui-actions.js';
import styles from './ServicesSettings.module.css';

/** The services that the user or a file added or set up; those that ship are chosen when connecting. */
export function ServicesSettings() {
  const message = useMessage();
  const { services, problems } = useCatalogue();
  const { send, busy, failure, reset } = useRequest();
  const own = services.filter(
    ({ source, setUp }) => source !== 'shipped' || setUp.kind === 'ready',
  );
  return (
    <>
      {own.length === 0 ? (
        <p>{message('settings.services.none')}</p>
      ) : (
        <ul className={styles.services}>
          {own.map((service) => (
            <Service
              key={service.id}
              service={service}
              busy={busy}
              onRemove={() => void send(() => requests.removeService({ serviceId: service.id }))}
            />
          ))}
        </ul>
      )}
      {failure === null ? null : <FailureNotice failure={failure} service="" onRemedy={reset} />}
      <DefinitionProblems problems={problems} />
    </>
  );
}

interface ServiceProps {
  readonly service: ServiceView;
  readonly busy: boolean;
  readonly onRemove: () => void;
}

function Service({ service, busy, onRemove }: ServiceProps) {
  const message = useMessage();
  const id = useId();
  const { source } = service;
  return (
    <li className={styles.service}>
      <ServiceTile
        shippedId={source === 'shipped' ? service.id : null}
        serviceName={service.name}
      />
      <span className={styles.names}>
        <bdi id={id} className={styles.name}>
          {service.name}
        </bdi>
        <span className={styles.note}>
          {service.host === '' ? null : (
            <>
              <bdi>{service.host}</bdi>
              {' · '}
            </>
          )}
          {message(`settings.services.${source}`)}
        </span>
      </span>
      {source === 'file' ? null : (
        <Button
          aria-describedby={id}
          busy={busy}
          onClick={source === 'user' ? onRemove : () => openSetUp(service)}
        >
          {message(source === 'user' ? 'connect.removeService' : 'connect.changeClient')}
        </Button>
      )}
    </li>
  );
}

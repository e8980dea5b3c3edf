import { KeyRound, Trash2 } from 'lucide-react';
import { useId } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import type { MessageId } from '../../messages/message-id.js';
import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { ServiceTile } from '../components/ServiceTile.js';
import styles from './ServiceCatalogue.module.css';

interface ServiceItemProps {
  readonly service: ServiceView;
  readonly busy: boolean;
  readonly onChoose: () => void;
  readonly onSetUp: () => void;
  readonly onForget: () => void;
}

/** The origin of a service that does not ship with the app. */
function origin({ source, setUp }: ServiceView): MessageId | null {
  switch (source) {
    case 'user':
      return 'connect.fromPerson';
    case 'file':
      return 'connect.fromFile';
    case 'shipped':
      return setUp.kind === 'ready' ? 'connect.setUpByPerson' : null;
  }
}

export function ServiceItem(props: ServiceItemProps) {
  const { service, busy, onChoose, onSetUp, onForget } = props;
  const message = useMessage();
  const id = useId();
  const obstacle = service.setUp.kind === 'not_possible' ? service.setUp.obstacle : null;
  const host = service.host === '' ? message('connect.asksForAddress') : service.host;
  const from = origin(service);
  const action =
    service.source === 'user'
      ? { name: message('connect.removeService'), act: onForget, Icon: Trash2 }
      : service.source === 'shipped' && service.setUp.kind === 'ready'
        ? { name: message('connect.changeClient'), act: onSetUp, Icon: KeyRound }
        : null;
  return (
    <li className={styles.item}>
      <div className={styles.service} data-busy={busy ? true : undefined}>
        <ServiceTile
          shippedId={service.source === 'shipped' ? service.id : null}
          serviceName={service.name}
        />
        <div className={styles.text}>
          {/* Covers the whole row. Its accessible name is only the service's name. */}
          <button
            type="button"
            id={`${id}-name`}
            className={styles.name}
            aria-describedby={`${id}-host`}
            aria-disabled={busy || obstacle !== null ? true : undefined}
            onClick={onChoose}
          >
            {service.name}
          </button>
          <span id={`${id}-host`} className={styles.host}>
            {from === null ? host : `${host} · ${message(from)}`}
            {obstacle === null ? null : ` · ${message(`connect.obstacle.${obstacle}`)}`}
          </span>
        </div>
      </div>
      {action === null ? null : (
        <Button
          variant="icon"
          aria-label={action.name}
          aria-describedby={`${id}-name`}
          title={action.name}
          onClick={action.act}
        >
          <action.Icon aria-hidden />
        </Button>
      )}
    </li>
  );
}

import { KeyRound, Trash2, Wrench } from 'lucide-react';
import { useId } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import type { MessageId } from '../../messages/message-id.js';
import { Button } from '../components/Button.js';
import { useListText, useMessage } from '../components/message.js';
import { ServiceTile } from '../components/ServiceTile.js';
import { VisuallyHidden } from '../components/VisuallyHidden.js';
import styles from './ServiceCatalogue.module.css';

interface ServiceItemProps {
  readonly service: ServiceView;
  readonly busy: boolean;
  /** Marks a service that needs a set-up, where no heading says it. */
  readonly showsSetUp: boolean;
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

/** Shown below the name: what people have there; of a service that does not ship, its host. */
function useShortNote({ source, setUp, host, keywords }: ServiceView): string {
  const message = useMessage();
  const list = useListText();
  if (setUp.kind === 'not_possible') return message('connect.notPossible');
  return source === 'shipped' ? list(keywords.slice(0, 2)) : host;
}

export function ServiceItem(props: ServiceItemProps) {
  const { service, busy, showsSetUp, onChoose, onSetUp, onForget } = props;
  const message = useMessage();
  const id = useId();
  const { setUp, source } = service;
  const obstacle = setUp.kind === 'not_possible' ? setUp.obstacle : null;
  const host = service.host === '' ? message('connect.asksForAddress') : service.host;
  const from = origin(service);
  const note = useShortNote(service);
  const facts = [
    host,
    ...(from === null ? [] : [message(from)]),
    ...(obstacle === null ? [] : [message(`connect.obstacle.${obstacle}`)]),
    ...(setUp.kind === 'needs_client' ? [message('connect.needsSetUp')] : []),
  ].join(' · ');
  const action =
    source === 'user'
      ? { name: message('connect.removeService'), act: onForget, Icon: Trash2 }
      : source === 'shipped' && setUp.kind === 'ready'
        ? { name: message('connect.changeClient'), act: onSetUp, Icon: KeyRound }
        : null;
  return (
    <li className={styles.item} title={facts}>
      <div
        className={styles.service}
        data-busy={busy ? true : undefined}
        data-impossible={obstacle === null ? undefined : true}
      >
        <ServiceTile
          shippedId={source === 'shipped' ? service.id : null}
          serviceName={service.name}
        />
        {/* Covers the whole tile. Its accessible name is only the service's name. */}
        <button
          type="button"
          id={`${id}-name`}
          className={styles.name}
          data-tile
          aria-describedby={`${id}-facts`}
          aria-disabled={busy || obstacle !== null ? true : undefined}
          onClick={onChoose}
        >
          <bdi>{service.name}</bdi>
        </button>
        <span className={styles.note} aria-hidden>
          {note}
        </span>
        <VisuallyHidden>
          <span id={`${id}-facts`}>{facts}</span>
        </VisuallyHidden>
        {showsSetUp && setUp.kind === 'needs_client' ? (
          <Wrench className={styles.badge} aria-hidden />
        ) : null}
      </div>
      {action === null ? null : (
        <div className={styles.action}>
          <Button
            variant="icon"
            aria-label={action.name}
            aria-describedby={`${id}-name`}
            title={action.name}
            onClick={action.act}
          >
            <action.Icon aria-hidden />
          </Button>
        </div>
      )}
    </li>
  );
}

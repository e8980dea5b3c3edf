import { Trash2 } from 'lucide-react';
import { useId } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import { Avatar } from '../components/Avatar.js';
import { Button } from '../components/Button.js';
import { useSay } from '../components/say.js';
import styles from './ServiceCatalogue.module.css';

interface ServiceItemProps {
  readonly service: ServiceView;
  readonly busy: boolean;
  readonly onChoose: () => void;
  readonly onForget: () => void;
}

export function ServiceItem({ service, busy, onChoose, onForget }: ServiceItemProps) {
  const say = useSay();
  const id = useId();
  const origin = { shipped: null, file: 'connect.fromFile', person: 'connect.fromPerson' } as const;
  const from = origin[service.source];
  return (
    <li className={styles.item}>
      <div className={styles.service} data-busy={busy ? true : undefined}>
        <Avatar id={service.id} label={service.name} />
        <div className={styles.words}>
          {/* Covers the whole row; its name is the service's and nothing else. */}
          <button
            type="button"
            id={`${id}-name`}
            className={styles.name}
            aria-describedby={`${id}-host`}
            aria-disabled={busy ? true : undefined}
            onClick={onChoose}
          >
            {service.name}
          </button>
          <span id={`${id}-host`} className={styles.host}>
            {from === null ? service.host : `${service.host} · ${say(from)}`}
          </span>
        </div>
      </div>
      {service.source === 'person' ? (
        <Button
          look="icon"
          aria-label={say('connect.forget')}
          aria-describedby={`${id}-name`}
          title={say('connect.forget')}
          onClick={onForget}
        >
          <Trash2 aria-hidden />
        </Button>
      ) : null}
    </li>
  );
}

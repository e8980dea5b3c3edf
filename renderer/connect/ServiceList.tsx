import { useId } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import { useMessage } from '../components/message.js';
import { groupServices, type ServiceGroup } from './search-services.js';
import styles from './ServiceCatalogue.module.css';
import { ServiceItem } from './ServiceItem.js';

interface ServiceListProps {
  readonly services: readonly ServiceView[];
  /** The one that waits for a reply. */
  readonly busyId: string | null;
  readonly onChoose: (service: ServiceView) => void;
  readonly onSetUp: (service: ServiceView) => void;
  readonly onForget: (service: ServiceView) => void;
}

/** The catalogue, grouped under headings. */
export function ServiceList(props: ServiceListProps) {
  return (
    <div className={styles.services}>
      {groupServices(props.services).map((group) => (
        <Group key={keyOf(group)} {...props} group={group} />
      ))}
    </div>
  );
}

function Group(props: ServiceListProps & { readonly group: ServiceGroup }) {
  const { group, busyId, onChoose, onSetUp, onForget } = props;
  const message = useMessage();
  const id = useId();
  return (
    <div>
      <h3 id={id} className={styles.group}>
        {typeof group.heading === 'string'
          ? message(`connect.${group.heading}`)
          : group.heading.name}
      </h3>
      <ul className={styles.list} aria-labelledby={id}>
        {group.services.map((service) => (
          <ServiceItem
            key={service.id}
            service={service}
            busy={service.id === busyId}
            onChoose={() => onChoose(service)}
            onSetUp={() => onSetUp(service)}
            onForget={() => onForget(service)}
          />
        ))}
      </ul>
    </div>
  );
}

function keyOf({ heading }: ServiceGroup): string {
  return typeof heading === 'string' ? heading : `group ${heading.name}`;
}

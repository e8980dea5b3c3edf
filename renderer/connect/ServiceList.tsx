import { useId } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import { useSay } from '../components/say.js';
import styles from './ServiceCatalogue.module.css';
import { ServiceItem } from './ServiceItem.js';
import { inGroups, type ServiceGroup } from './services-found.js';

interface ServiceListProps {
  readonly services: readonly ServiceView[];
  /** The one a reply is awaited for. */
  readonly busyId: string | null;
  readonly onChoose: (service: ServiceView) => void;
  readonly onSetUp: (service: ServiceView) => void;
  readonly onForget: (service: ServiceView) => void;
}

/** The catalogue under its headings. */
export function ServiceList(props: ServiceListProps) {
  return (
    <div className={styles.services}>
      {inGroups(props.services).map((group) => (
        <Group key={group.heading ?? ''} {...props} group={group} />
      ))}
    </div>
  );
}

function Group(props: ServiceListProps & { readonly group: ServiceGroup }) {
  const { group, busyId, onChoose, onSetUp, onForget } = props;
  const say = useSay();
  const id = useId();
  return (
    <div>
      {group.heading === null ? null : (
        <h3 id={id} className={styles.group}>
          {group.heading}
        </h3>
      )}
      <ul
        className={styles.list}
        {...(group.heading === null
          ? { 'aria-label': say('connect.services') }
          : { 'aria-labelledby': id })}
      >
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

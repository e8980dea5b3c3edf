import type { ServiceView } from '../../ipc/service-view.js';
import { ServiceTile } from '../components/ServiceTile.js';
import styles from './ServiceCatalogue.module.css';

interface FamilyItemProps {
  readonly name: string;
  readonly services: readonly ServiceView[];
  readonly onOpen: () => void;
}

/** One tile for several services of one name, such as personal and work accounts. */
export function FamilyItem({ name, services, onOpen }: FamilyItemProps) {
  const [first] = services;
  const keywords = [...new Set(services.flatMap((each) => each.keywords))];
  return (
    <li className={styles.item}>
      <div className={styles.service}>
        <ServiceTile shippedId={first?.source === 'shipped' ? first.id : null} serviceName={name} />
        <button
          type="button"
          className={styles.name}
          data-tile
          aria-haspopup="true"
          onClick={onOpen}
        >
          <bdi>{name}</bdi>
        </button>
        <span className={styles.note} aria-hidden>
          {keywords.slice(0, 2).join(', ')}
        </span>
      </div>
    </li>
  );
}

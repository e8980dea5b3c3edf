import type { ServiceView } from '../../ipc/service-view.js';
import { useListText } from '../components/message.js';
import { ServiceTile } from '../components/ServiceTile.js';
import styles from './ServiceCatalogue.module.css';

interface FamilyItemProps {
  readonly name: string;
  readonly services: readonly ServiceView[];
  readonly onOpen: () => void;
}

/** One tile for several services of one name, such as personal and work accounts. */
export function FamilyItem({ name, services, onOpen }: FamilyItemProps) {
  const list = useListText();
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
          {list(keywords.slice(0, 2))}
        </span>
      </div>
    </li>
  );
}

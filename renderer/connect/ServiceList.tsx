import { type KeyboardEvent, useId, useRef } from 'react';

import type { ServiceView } from '../../ipc/service-view.js';
import { currentLocale, directionOf } from '../../messages/locale.js';
import { useMessage } from '../components/message.js';
import { FamilyItem } from './FamilyItem.js';
import type { Entry, Section } from './search-services.js';
import styles from './ServiceCatalogue.module.css';
import { ServiceItem } from './ServiceItem.js';
import { nextTile } from './tile-keys.js';

interface ServiceListProps {
  readonly sections: readonly Section[];
  /** The one that waits for a reply. */
  readonly busyId: string | null;
  readonly onChoose: (service: ServiceView) => void;
  readonly onOpenFamily: (name: string) => void;
  readonly onSetUp: (service: ServiceView) => void;
  readonly onForget: (service: ServiceView) => void;
}

/** The tiles of the catalogue, under headings. Arrow keys move between them. */
export function ServiceList(props: ServiceListProps) {
  const tiles = useRef<HTMLDivElement>(null);
  function handleKeyDown(event: KeyboardEvent): void {
    const all = [...(tiles.current?.querySelectorAll<HTMLElement>('[data-tile]') ?? [])];
    const from = all.findIndex((tile) => tile === document.activeElement);
    const places = all.map((tile) => (tile.closest('li') ?? tile).getBoundingClientRect());
    const next =
      from === -1 ? null : nextTile(event.key, from, places, directionOf(currentLocale()));
    if (next === null) return;
    event.preventDefault();
    all[next]?.focus();
  }
  return (
    <div ref={tiles} className={styles.services} onKeyDown={handleKeyDown}>
      {props.sections.map((section) => (
        <Tiles key={section.heading} {...props} section={section} />
      ))}
    </div>
  );
}

function Tiles(props: ServiceListProps & { readonly section: Section }) {
  const { heading, entries } = props.section;
  const message = useMessage();
  const id = useId();
  return (
    <div>
      <div className={styles.sectionHeading}>
        <h3 id={id}>{message(`connect.${heading}`)}</h3>
        {heading === 'popular' || heading === 'all' ? (
          <span>{message('connect.needSetUp')}</span>
        ) : null}
      </div>
      <ul className={styles.list} aria-labelledby={id}>
        {entries.map((entry) => (
          <Tile key={keyOf(entry)} {...props} entry={entry} />
        ))}
      </ul>
    </div>
  );
}

function Tile(props: ServiceListProps & { readonly section: Section; readonly entry: Entry }) {
  const { section, entry, busyId, onChoose, onOpenFamily, onSetUp, onForget } = props;
  if (entry.kind === 'family') {
    const { name, services } = entry;
    return <FamilyItem name={name} services={services} onOpen={() => onOpenFamily(name)} />;
  }
  const { service } = entry;
  return (
    <ServiceItem
      service={service}
      busy={service.id === busyId}
      showsSetUp={section.heading === 'found'}
      onChoose={() => onChoose(service)}
      onSetUp={() => onSetUp(service)}
      onForget={() => onForget(service)}
    />
  );
}

function keyOf(entry: Entry): string {
  return entry.kind === 'service' ? entry.service.id : `family ${entry.name}`;
}

import { Plus } from 'lucide-react';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { SearchField } from '../components/SearchField.js';
import { SelectField } from '../components/SelectField.js';
import { SettingsButton } from '../settings/SettingsButton.js';
import { filters } from '../store/filter.js';
import {
  useConnectionCount,
  useFilter,
  useSearch,
  useShownIds,
  useVault,
} from '../store/selectors.js';
import { openConnect, setFilter, showAllConnections, setSearch } from '../store/ui-actions.js';
import { ProtectionLine } from '../vault/ProtectionLine.js';
import { VaultPanel } from '../vault/VaultPanel.js';
import { ConnectionList } from './ConnectionList.js';
import styles from './ListPane.module.css';

/** The list with its search and filter. */
export function ListPane() {
  const message = useMessage();
  const search = useSearch();
  const filter = useFilter();
  const ids = useShownIds();
  const count = useConnectionCount() ?? 0;
  // One primary button per page: while the vault is locked, that is to unlock it.
  const isOpen = useVault().kind === 'open';
  const nothing =
    search === '' && filter === 'needs_attention'
      ? 'list.nothingNeedsAttention'
      : 'list.nothingFound';
  return (
    <div className={styles.pane}>
      <header className={styles.header}>
        <span className={styles.title} aria-hidden>
          {message('app.name')}
        </span>
        <Button variant={isOpen ? 'primary' : 'plain'} onClick={openConnect}>
          <Plus aria-hidden />
          {message('list.connect')}
        </Button>
        <SettingsButton />
      </header>
      <VaultPanel />
      <div className={styles.find}>
        <SearchField label={message('list.search')} value={search} onChange={setSearch} />
        <SelectField
          inline
          label={message('list.show')}
          value={filter}
          options={filters.map((value) => ({ value, text: message(`list.filter.${value}`) }))}
          onChange={setFilter}
        />
      </div>
      {ids.length === 0 ? (
        <div className={styles.nothing}>
          <p>{message(nothing)}</p>
          <Button variant="quiet" onClick={showAllConnections}>
            {message('list.showAll')}
          </Button>
        </div>
      ) : (
        <ConnectionList ids={ids} />
      )}
      <footer className={styles.footer}>
        <ProtectionLine />
        <span>
          {ids.length === count
            ? message('list.count', { count })
            : message('list.countOf', { shown: ids.length, count })}
        </span>
      </footer>
    </div>
  );
}

import { Plus } from 'lucide-react';

import { Button } from '../components/Button.js';
import { SearchField } from '../components/SearchField.js';
import { SelectField } from '../components/SelectField.js';
import { useMessage } from '../components/message.js';
import { SettingsButton } from '../settings/SettingsButton.js';
import { ProtectionLine } from '../vault/ProtectionLine.js';
import { VaultPanel } from '../vault/VaultPanel.js';
import { filters } from '../store/filter.js';
import { openConnect, setFilter, showAllConnections, setSearch } from '../store/ui-actions.js';
import {
  useConnectionCount,
  useFilter,
  useSearch,
  useShownIds,
  useVault,
} from '../store/selectors.js';
import { ConnectionList } from './ConnectionList.js';
import styles from './ListPane.module.css';

/** The list with what finds something in it. */
export function ListPane() {
  const say = useMessage();
  const search = useSearch();
  const filter = useFilter();
  const ids = useShownIds();
  const count = useConnectionCount() ?? 0;
  // Of what can be done one thing is first; while sign-ins are locked, that is to unlock them.
  const isOpen = useVault().kind === 'open';
  const nothing =
    search === '' && filter === 'needs_attention'
      ? 'list.nothingNeedsAttention'
      : 'list.nothingFound';
  return (
    <div className={styles.pane}>
      <header className={styles.header}>
        <span className={styles.title} aria-hidden>
          {say('app.name')}
        </span>
        <Button look={isOpen ? 'primary' : 'plain'} onClick={openConnect}>
          <Plus aria-hidden />
          {say('list.connect')}
        </Button>
        <SettingsButton />
      </header>
      <VaultPanel />
      <div className={styles.find}>
        <SearchField label={say('list.search')} value={search} onType={setSearch} />
        <SelectField
          inline
          label={say('list.show')}
          value={filter}
          options={filters.map((value) => ({ value, text: say(`list.filter.${value}`) }))}
          onChoose={setFilter}
        />
      </div>
      {ids.length === 0 ? (
        <div className={styles.nothing}>
          <p>{say(nothing)}</p>
          <Button look="quiet" onClick={showAllConnections}>
            {say('list.showAll')}
          </Button>
        </div>
      ) : (
        <ConnectionList ids={ids} />
      )}
      <footer className={styles.footer}>
        <ProtectionLine />
        <span>
          {ids.length === count
            ? say('list.count', { count })
            : say('list.countOf', { shown: ids.length, count })}
        </span>
      </footer>
    </div>
  );
}

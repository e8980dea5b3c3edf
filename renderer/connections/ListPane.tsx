import { ArrowUpDown, Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react';

import { Button } from '../components/Button.js';
import { Chips } from '../components/Chips.js';
import { ChoiceMenu } from '../components/ChoiceMenu.js';
import { useMessage } from '../components/message.js';
import { SearchField } from '../components/SearchField.js';
import { SettingsButton } from '../settings/SettingsButton.js';
import { filters } from '../store/filter.js';
import {
  useFilter,
  useFilterCounts,
  useSearch,
  useSelectedId,
  useShownConnections,
  useSortOrder,
  useVault,
} from '../store/selectors.js';
import { sortOrders } from '../store/sorting.js';
import {
  openConnect,
  selectConnection,
  setFilter,
  setSearch,
  setSortOrder,
  showAllConnections,
} from '../store/ui-actions.js';
import { ProtectionLine } from '../vault/ProtectionLine.js';
import { VaultPanel } from '../vault/VaultPanel.js';
import { BatchBar } from './BatchBar.js';
import { BulkBar } from './BulkBar.js';
import { ConnectionList } from './ConnectionList.js';
import { HistoryButton } from './HistoryButton.js';
import styles from './ListPane.module.css';

/** The list with its search, filter and order. */
export function ListPane() {
  const message = useMessage();
  const search = useSearch();
  const filter = useFilter();
  const { ids, groups } = useShownConnections();
  // One primary button per page: while the vault is locked, that is to unlock it.
  const isOpen = useVault().kind === 'open';
  useSelectFirst(ids, isOpen);
  const pane = useRef<HTMLDivElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  function leaveSearch(event: KeyboardEvent): void {
    const [first] = ids;
    if (event.nativeEvent.isComposing || first === undefined) return;
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      pane.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus();
    } else if (event.key === 'Enter' && search !== '') selectConnection(first);
  }
  return (
    <div ref={pane} className={styles.pane}>
      <header className={styles.header}>
        <div className={styles.search} onKeyDown={leaveSearch}>
          <SearchField
            ref={searchField}
            label={message('list.search')}
            placeholder={message('list.searchShort')}
            value={search}
            onChange={setSearch}
          />
        </div>
        <Button
          variant={isOpen ? 'primary' : 'plain'}
          aria-label={message('list.connect')}
          onClick={openConnect}
        >
          <Plus aria-hidden />
          {message('list.connectShort')}
        </Button>
      </header>
      <VaultPanel />
      <Show />
      {ids.length === 0 ? (
        <div className={styles.nothing}>
          <p>
            {search !== '' || filter === 'all'
              ? message('list.nothingFound', { search })
              : message(
                  filter === 'will_expire' ? 'list.nothingExpires' : 'list.nothingNeedsAttention',
                )}
          </p>
          <Button variant="quiet" onClick={showAllConnections}>
            {message('list.showAll')}
          </Button>
        </div>
      ) : (
        <ConnectionList ids={ids} groups={groups} onAbove={() => searchField.current?.focus()} />
      )}
      <BatchBar />
      <BulkBar />
      <footer className={styles.footer}>
        <ProtectionLine />
        <span className={styles.tools}>
          <HistoryButton />
          <SettingsButton />
        </span>
      </footer>
    </div>
  );
}

/** Which connections are listed, and in which order. */
function Show() {
  const message = useMessage();
  const filter = useFilter();
  const counts = useFilterCounts();
  const order = useSortOrder();
  return (
    <div className={styles.show}>
      <Chips
        label={message('list.show')}
        value={filter}
        options={filters.map((value) => ({
          value,
          text: message(`list.filter.${value}`),
          count: counts[value],
          urgent: value === 'needs_attention' && counts[value] > 0,
        }))}
        onChange={setFilter}
      />
      <ChoiceMenu
        label={message('list.sort')}
        value={order}
        options={sortOrders.map((value) => ({ value, text: message(`list.sort.${value}`) }))}
        onChange={setSortOrder}
      >
        <ArrowUpDown aria-hidden />
      </ChoiceMenu>
    </div>
  );
}

/** In a wide window a connection is shown from the start. In a narrow one it would cover the list. */
function useSelectFirst(ids: readonly string[], isOpen: boolean): void {
  const selectedId = useSelectedId();
  const selectFirst = useEffectEvent(() => {
    const [first] = ids;
    const isWide = window.matchMedia('(min-width: 721px)').matches;
    if (isOpen && first !== undefined && selectedId === null && isWide) selectConnection(first);
  });
  useEffect(() => selectFirst(), [isOpen]);
}

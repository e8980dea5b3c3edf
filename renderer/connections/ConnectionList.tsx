import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';

import { useMessage } from '../components/message.js';
import {
  type ShownConnections,
  useBatchShown,
  useCheckedIds,
  useConnectionCount,
  useConnectionDialog,
  useSearch,
  useSelectedId,
} from '../store/selectors.js';
import type { Group } from '../store/sorting.js';
import { openConnectionDialog } from '../store/ui-actions.js';
import styles from './ConnectionList.module.css';
import { ConnectionRow } from './ConnectionRow.js';
import { nextRow } from './next-row.js';
import { RowMenu } from './RowMenu.js';
import { useChecking } from './use-checking.js';

const rowHeight = 56;
const headingHeight = 32;
/** Up to this many connections are all rendered; of more only the visible rows. */
const renderAllUpTo = 100;

interface ConnectionListProps extends ShownConnections {
  /** The arrow key led above the first row. */
  readonly onAbove: () => void;
}

/** The row that has, or last had, the focus. */
interface FocusedRow {
  readonly id: string;
  readonly index: number;
  /** A new search begins at its first result. */
  readonly search: string;
}

export function ConnectionList({ ids, groups, onAbove }: ConnectionListProps) {
  const message = useMessage();
  const selectedId = useSelectedId();
  const total = useConnectionCount() ?? 0;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const search = useSearch();
  const checkedIds = useCheckedIds();
  const batchShown = useBatchShown();
  const [focused, setFocused] = useState<FocusedRow | null>(null);
  const row = useMemo(
    () => currentRow(ids, focused, selectedId, search),
    [ids, focused, selectedId, search],
  );
  const headings = useMemo(() => headingsOf(groups), [groups]);
  // Stable while the list is: with a new function the virtualizer would measure 10,000 rows again.
  const getItemKey = useCallback((index: number) => ids[index] ?? index, [ids]);
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight + (headings.has(index) ? headingHeight : 0),
    getItemKey,
    // The row with the focus stays, wherever it was scrolled or has moved to.
    rangeExtractor: useCallback((range: Range) => withRow(range, row), [row]),
    overscan: total <= renderAllUpTo ? renderAllUpTo : 3,
  });

  // Rows with a heading are higher.
  useEffect(() => rows.measure(), [rows, headings]);

  function noteFocus(index: number): void {
    const id = ids[index];
    if (id !== undefined) setFocused({ id, index, search });
  }

  function focusRow(index: number): void {
    noteFocus(index);
    rows.scrollToIndex(index);
    // A row outside the view is rendered only after the list has scrolled to it.
    requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus();
    });
  }

  const checking = useChecking(ids, ids[row] ?? null);

  function handleKeyDown(event: KeyboardEvent): void {
    if (checking.takeKey(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const id = ids[row];
    if (event.key === 'F2' && id !== undefined) {
      event.preventDefault();
      openConnectionDialog('rename', id);
      return;
    }
    if (event.key === 'ArrowUp' && row === 0) {
      event.preventDefault();
      onAbove();
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const next = nextRow(event.key, row, ids.length, page);
    if (next === null) return;
    event.preventDefault();
    if (event.shiftKey) checking.checkTo(ids[next]);
    focusRow(next);
  }

  // Scroll to the row that was opened, and focus it when its page is closed.
  const opened = useRef<string | null>(null);
  const openedIsListed = selectedId !== null && ids.includes(selectedId);
  const syncRow = useEffectEvent(() => {
    const closed = selectedId === null && opened.current !== null;
    const index = ids.indexOf((closed ? opened.current : selectedId) ?? '');
    opened.current = selectedId;
    if (closed) focusRow(index === -1 ? row : index);
    else if (index !== -1) rows.scrollToIndex(index);
  });
  useEffect(() => syncRow(), [selectedId, openedIsListed]);

  // A menu that opened a dialog is gone when the dialog closes, and its row may be.
  const isDialogOpen = useConnectionDialog() !== null;
  const wasDialogOpen = useRef(false);
  const restoreFocus = useEffectEvent(() => {
    if (document.activeElement === document.body) focusRow(row);
  });
  useEffect(() => {
    const hasClosed = wasDialogOpen.current && !isDialogOpen;
    wasDialogOpen.current = isDialogOpen;
    if (!hasClosed) return;
    // After the dialog has returned the focus, and before the page takes it (keep-focus.ts).
    const timer = setTimeout(() => restoreFocus(), 40);
    return () => clearTimeout(timer);
  }, [isDialogOpen]);

  const [menu, setMenu] = useState<{ readonly id: string; readonly at: DOMRect } | null>(null);
  const menuRow = useRef<HTMLElement>(null);
  function openMenu(event: MouseEvent): void {
    const item = event.target instanceof Element ? event.target.closest('li') : null;
    const button = item?.querySelector<HTMLElement>('[data-row]') ?? null;
    const id = ids[Number(button?.dataset.row)];
    if (button === null || id === undefined) return;
    // Main would open its own menu otherwise.
    event.preventDefault();
    button.focus();
    menuRow.current = button;
    setMenu({ id, at: new DOMRect(event.clientX, event.clientY, 0, 0) });
  }

  return (
    <div ref={scroller} className={styles.scroller}>
      <ul
        ref={list}
        aria-label={message('list.name')}
        className={styles.list}
        style={{ height: rows.getTotalSize() }}
        onKeyDown={handleKeyDown}
        onClickCapture={checking.takeClick}
        onContextMenu={openMenu}
        onFocus={(event) => {
          const index = Number(event.target.dataset.row);
          if (Number.isInteger(index)) noteFocus(index);
        }}
      >
        {rows.getVirtualItems().map(({ key, index, start }) => (
          <ConnectionRow
            key={key}
            id={String(key)}
            place={index + 1}
            count={ids.length}
            top={start}
            group={headings.get(index)?.kind ?? null}
            groupCount={headings.get(index)?.ids.length ?? 0}
            selected={key === selectedId && !batchShown}
            reachable={index === row}
            menuOpen={key === menu?.id}
            checked={checkedIds === null ? null : checkedIds.has(String(key))}
          />
        ))}
      </ul>
      {menu === null ? null : (
        <RowMenu
          key={menu.id}
          id={menu.id}
          triggerRef={menuRow}
          at={menu.at}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}

/** The index of the row that Tab leads to, which the arrow keys go on from. */
function currentRow(
  ids: readonly string[],
  focused: FocusedRow | null,
  selectedId: string | null,
  search: string,
): number {
  const isSame = focused?.search === search;
  if (search !== '' && !isSame) return 0;
  const index = ids.indexOf((isSame ? focused.id : selectedId) ?? '');
  if (index !== -1) return index;
  return isSame ? Math.min(focused.index, ids.length - 1) : 0;
}

function withRow(range: Range, row: number): number[] {
  const indices = defaultRangeExtractor(range);
  if (indices.includes(row) || row >= range.count) return indices;
  return [...indices, row].toSorted((a, b) => a - b);
}

/** The groups by the index of their first row. */
function headingsOf(groups: ShownConnections['groups']): ReadonlyMap<number, Group> {
  let first = 0;
  const entries = (groups ?? []).map((group): [number, Group] => {
    const entry: [number, Group] = [first, group];
    first += group.ids.length;
    return entry;
  });
  return new Map(entries);
}

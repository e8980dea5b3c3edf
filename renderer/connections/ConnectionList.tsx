import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';

import { useMessage } from '../components/message.js';
import { useConnectionCount, useSelectedId } from '../store/selectors.js';
import styles from './ConnectionList.module.css';
import { ConnectionRow } from './ConnectionRow.js';
import { nextRow } from './next-row.js';

const rowHeight = 92;
/** Up to this many connections are all rendered; of more only the visible rows. */
const renderAllUpTo = 100;

export function ConnectionList({ ids }: { readonly ids: readonly string[] }) {
  const message = useMessage();
  const selectedId = useSelectedId();
  const total = useConnectionCount() ?? 0;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [focusedRow, setFocusedRow] = useState(0);
  const row = Math.min(focusedRow, ids.length - 1);
  // Stable while the list is: with a new function the virtualizer would measure 10,000 rows again.
  const getItemKey = useCallback((index: number) => ids[index] ?? index, [ids]);
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey,
    overscan: total <= renderAllUpTo ? renderAllUpTo : 3,
  });

  function focusRow(index: number): void {
    setFocusedRow(index);
    rows.scrollToIndex(index);
    // A row outside the view is rendered only after the list has scrolled to it.
    requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus();
    });
  }

  function handleKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const next = nextRow(event.key, row, ids.length, page);
    if (next === null) return;
    event.preventDefault();
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

  return (
    <div ref={scroller} className={styles.scroller}>
      <ul
        ref={list}
        aria-label={message('list.name')}
        className={styles.list}
        style={{ height: rows.getTotalSize() }}
        onKeyDown={handleKeyDown}
        onFocus={(event) => {
          const index = Number(event.target.dataset.row);
          if (Number.isInteger(index)) setFocusedRow(index);
        }}
      >
        {rows.getVirtualItems().map(({ key, index, start }) => (
          <ConnectionRow
            key={key}
            id={String(key)}
            place={index + 1}
            count={ids.length}
            top={start}
            selected={key === selectedId}
            reachable={index === row}
          />
        ))}
      </ul>
    </div>
  );
}

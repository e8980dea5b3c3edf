import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';

import { useMessage } from '../components/message.js';
import { type ShownConnections, useConnectionCount, useSelectedId } from '../store/selectors.js';
import type { Group } from '../store/sorting.js';
import styles from './ConnectionList.module.css';
import { ConnectionRow } from './ConnectionRow.js';
import { nextRow } from './next-row.js';

const rowHeight = 56;
const headingHeight = 32;
/** Up to this many connections are all rendered; of more only the visible rows. */
const renderAllUpTo = 100;

export function ConnectionList({ ids, groups }: ShownConnections) {
  const message = useMessage();
  const selectedId = useSelectedId();
  const total = useConnectionCount() ?? 0;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [focusedRow, setFocusedRow] = useState(0);
  const row = Math.min(focusedRow, ids.length - 1);
  const headings = useMemo(() => headingsOf(groups), [groups]);
  // Stable while the list is: with a new function the virtualizer would measure 10,000 rows again.
  const getItemKey = useCallback((index: number) => ids[index] ?? index, [ids]);
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight + (headings.has(index) ? headingHeight : 0),
    getItemKey,
    overscan: total <= renderAllUpTo ? renderAllUpTo : 3,
  });

  // Rows with a heading are higher.
  useEffect(() => rows.measure(), [rows, headings]);

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
            group={headings.get(index)?.kind ?? null}
            groupCount={headings.get(index)?.ids.length ?? 0}
            selected={key === selectedId}
            reachable={index === row}
          />
        ))}
      </ul>
    </div>
  );
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

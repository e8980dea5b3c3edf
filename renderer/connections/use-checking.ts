import { type KeyboardEvent, type MouseEvent, useRef } from 'react';

import { checkConnections, stopChecking, toggleChecked } from '../store/batch-actions.js';
import { useCheckedIds, useSelectedId } from '../store/selectors.js';
import { selectConnection } from '../store/ui-actions.js';

/** A range grows from here; what was checked before stays. */
interface Anchor {
  readonly id: string;
  readonly before: ReadonlySet<string>;
}

export interface Checking {
  /** True if the key was about checking and is done with. */
  readonly takeKey: (event: KeyboardEvent) => boolean;
  readonly takeClick: (event: MouseEvent) => void;
  /** Checks the rows from the anchor to this one. */
  readonly checkTo: (id: string | undefined) => void;
}

/**
 * Checks rows as lists do: Ctrl or Cmd with a click checks one more, Shift all up to it, with A all.
 *
 * @param rowId the row that the keys go on from
 */
export function useChecking(ids: readonly string[], rowId: string | null): Checking {
  const checkedIds = useCheckedIds();
  const selectedId = useSelectedId();
  const anchor = useRef<Anchor | null>(null);

  function toggle(id: string): void {
    toggleChecked(id);
    const before = new Set(checkedIds);
    if (!before.delete(id)) before.add(id);
    anchor.current = { id, before };
  }

  function checkTo(id: string | undefined): void {
    if (id === undefined) return;
    if (checkedIds === null || anchor.current === null) {
      anchor.current = { id: rowId ?? selectedId ?? id, before: new Set(checkedIds) };
    }
    const from = Math.max(0, ids.indexOf(anchor.current.id));
    const to = ids.indexOf(id);
    const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    checkConnections(new Set([...anchor.current.before, ...range]));
  }

  function takeKey(event: KeyboardEvent): boolean {
    const { key, ctrlKey, metaKey, altKey } = event;
    const hasCommand = (ctrlKey || metaKey) && !altKey;
    if (hasCommand && key.toLowerCase() === 'a') checkConnections(new Set(ids));
    else if (checkedIds !== null && key === 'Escape') stopChecking();
    // While rows have boxes, Space checks and Enter still opens.
    else if (checkedIds !== null && key === 'Enter' && !hasCommand) selectConnection(rowId);
    else return false;
    event.preventDefault();
    return true;
  }

  function takeClick(event: MouseEvent): void {
    const item = event.target instanceof Element ? event.target.closest('li') : null;
    const id = ids[Number(item?.querySelector<HTMLElement>('[data-row]')?.dataset.row)];
    if (id === undefined) return;
    if (event.shiftKey) checkTo(id);
    else if (event.ctrlKey || event.metaKey || checkedIds !== null) toggle(id);
    else return;
    event.stopPropagation();
  }

  return { takeKey, takeClick, checkTo };
}

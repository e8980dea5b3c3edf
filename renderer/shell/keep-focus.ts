import { useEffect, useRef, type RefObject } from 'react';

import {
  useConnectionCount,
  useDoubt,
  useFarewell,
  useMessage,
  useSelectedId,
  useVault,
} from '../store/selectors.js';

/**
 * What had the focus may go away with a connection, a dialog or a notice. Then the page takes it, so
 * that the keyboard goes on from there and not from nowhere.
 */
export function useFocusKept(): RefObject<HTMLElement | null> {
  const page = useRef<HTMLElement>(null);
  const farewell = useFarewell();
  const selectedId = useSelectedId();
  const empty = useConnectionCount() === 0;
  const noticed = useDoubt() !== null;
  const told = useMessage() !== null;
  const vault = useVault().kind;
  const seen = useRef(false);
  useEffect(() => {
    if (!seen.current) {
      seen.current = true;
      return;
    }
    // After the dialog and the list have had their turn.
    const turn = setTimeout(() => {
      if (document.activeElement === document.body) page.current?.focus();
    }, 60);
    return () => clearTimeout(turn);
  }, [farewell, selectedId, empty, noticed, told, vault]);
  return page;
}

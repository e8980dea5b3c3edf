import { useEffect, useRef, type RefObject } from 'react';

import {
  useConnectionCount,
  useIntegrity,
  useEndedConnection,
  useStatusMessage,
  useSelectedId,
  useVault,
} from '../store/selectors.js';

/**
 * What had the focus may go away with a connection, a dialog or a notice. Then the page takes it, so
 * that the keyboard goes on from there and not from nowhere.
 */
export function useKeepFocus(): RefObject<HTMLElement | null> {
  const page = useRef<HTMLElement>(null);
  const endedConnection = useEndedConnection();
  const selectedId = useSelectedId();
  const empty = useConnectionCount() === 0;
  const noticed = useIntegrity() !== null;
  const told = useStatusMessage() !== null;
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
  }, [endedConnection, selectedId, empty, noticed, told, vault]);
  return page;
}

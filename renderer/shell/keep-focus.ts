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
 * The focused element may disappear with a connection, a dialog or a notice. Then the page takes the
 * focus, so that the keyboard continues from there.
 */
export function useKeepFocus(): RefObject<HTMLElement | null> {
  const page = useRef<HTMLElement>(null);
  const endedConnection = useEndedConnection();
  const selectedId = useSelectedId();
  const isEmpty = useConnectionCount() === 0;
  const hasIntegrityNotice = useIntegrity() !== null;
  const hasStatus = useStatusMessage() !== null;
  const vault = useVault().kind;
  const isMounted = useRef(false);
  useEffect(() => {
    if (!isMounted.current) {
      isMounted.current = true;
      return;
    }
    // After the dialog and the list have moved the focus themselves.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) page.current?.focus();
    }, 60);
    return () => clearTimeout(timer);
  }, [endedConnection, selectedId, isEmpty, hasIntegrityNotice, hasStatus, vault]);
  return page;
}

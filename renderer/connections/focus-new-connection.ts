import { useEffect } from 'react';

import { useStatusMessage } from '../store/selectors.js';
import { focusDetails } from './focus-details.js';

/** Moves the focus to a new connection once the dialog that made it has closed. */
export function useFocusNewConnection(): void {
  const message = useStatusMessage();
  const isNew = message?.kind === 'connected' || message?.kind === 'connectedUnnamed';
  useEffect(() => {
    if (!isNew) return;
    // After the dialog has returned the focus to the button that opened it.
    const timer = setTimeout(() => focusDetails(), 60);
    return () => clearTimeout(timer);
  }, [isNew, message]);
}

import { useEffect } from 'react';

import { appActions, shortcuts } from '../../ipc/app-actions.js';
import { runAction } from '../store/app-actions.js';
import { usePossibleActions } from '../store/palette.js';
import { requests } from '../store/requests.js';
import { matches } from './key-names.js';

/**
 * Carries out the shortcuts, and tells main which actions its menu may offer. A key that is handled here
 * does not reach the menu, which has the same shortcuts.
 */
export function useShortcuts(): void {
  const possible = usePossibleActions();
  useEffect(() => void requests.reportActions({ possible }), [possible]);
  useEffect(() => {
    function handleKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented) return;
      const action = appActions.find((each) => matches(event, shortcuts[each] ?? ''));
      if (action === undefined) return;
      event.preventDefault();
      runAction(action);
    }
    window.addEventListener('keydown', handleKeyDown);
    return () => window.removeEventListener('keydown', handleKeyDown);
  }, []);
}

import { useEffect } from 'react';

import { useSelectedId } from '../store/selectors.js';
import { openConnect, openConnectionDialog, selectConnection } from '../store/ui-actions.js';

const isDialogOpen = () => document.querySelector('[role=dialog], [role=alertdialog]') !== null;

function focusSearch(): void {
  const fields = document.querySelectorAll<HTMLInputElement>('input[type=search]');
  // A dialog's own search is the last one on the page.
  const field = fields[fields.length - 1];
  if (field?.checkVisibility({ visibilityProperty: true }) === true) field.focus();
  // In a narrow window a connection covers the list: uncover it first.
  else selectConnection(null);
}

/** F2 renames the connection shown. Ctrl or Cmd with N connects an account, with F focuses the search. */
export function useShortcuts(): void {
  const selectedId = useSelectedId();
  useEffect(() => {
    function handleKeyDown(event: KeyboardEvent): void {
      if (event.key === 'F2' && !event.defaultPrevented && selectedId !== null) {
        event.preventDefault();
        if (!isDialogOpen()) openConnectionDialog('rename', selectedId);
        return;
      }
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (event.key === 'n') {
        event.preventDefault();
        if (!isDialogOpen()) openConnect();
      }
      if (event.key === 'f') {
        event.preventDefault();
        focusSearch();
      }
    }
    window.addEventListener('keydown', handleKeyDown);
    return () => window.removeEventListener('keydown', handleKeyDown);
  }, [selectedId]);
}

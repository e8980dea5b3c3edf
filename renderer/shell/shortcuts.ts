import { useEffect } from 'react';

import { selectConnection, openConnect } from '../store/ui-actions.js';

function focusSearch(): void {
  const fields = document.querySelectorAll<HTMLInputElement>('input[type=search]');
  // A dialog's own search is the last one on the page.
  const field = fields[fields.length - 1];
  if (field?.checkVisibility({ visibilityProperty: true }) === true) field.focus();
  // In a narrow window a connection covers the list: uncover it first.
  else selectConnection(null);
}

/** Ctrl or Cmd with N connects an account, with F focuses the search. */
export function useShortcuts(): void {
  useEffect(() => {
    function handleKeyDown(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const dialogIsOpen = document.querySelector('[role=dialog], [role=alertdialog]') !== null;
      if (event.key === 'n') {
        event.preventDefault();
        if (!dialogIsOpen) openConnect();
      }
      if (event.key === 'f') {
        event.preventDefault();
        focusSearch();
      }
    }
    window.addEventListener('keydown', handleKeyDown);
    return () => window.removeEventListener('keydown', handleKeyDown);
  }, []);
}

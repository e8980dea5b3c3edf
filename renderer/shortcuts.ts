import { useEffect } from 'react';

import { connectOpened } from './store/person-looked.js';

/** Ctrl or Cmd with N connects an account, with F goes to the search. */
export function useShortcuts(): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const dialogIsOpen = document.querySelector('[role=dialog], [role=alertdialog]') !== null;
      if (event.key === 'n') {
        event.preventDefault();
        if (!dialogIsOpen) connectOpened();
      }
      if (event.key === 'f') {
        event.preventDefault();
        const fields = document.querySelectorAll<HTMLInputElement>('input[type=search]');
        // In a dialog its own search is the last one on the page.
        fields[fields.length - 1]?.focus();
      }
    }
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

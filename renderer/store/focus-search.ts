import { selectConnection } from './ui-actions.js';

/** Focuses the search of the dialog that is open, or of the list. */
export function focusSearch(): void {
  const fields = document.querySelectorAll<HTMLInputElement>('input[type=search]');
  // A dialog's own search is the last one on the page.
  const field = fields[fields.length - 1];
  if (field?.checkVisibility({ visibilityProperty: true }) === true) field.focus();
  // In a narrow window a connection covers the list: uncover it first.
  else selectConnection(null);
}

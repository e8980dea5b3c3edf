/** Moves the focus from the list to the details of the connection that is shown. */
export function focusDetails(): void {
  document.querySelector<HTMLElement>('[data-details-heading]')?.focus();
}

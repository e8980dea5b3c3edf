/**
 * Ref for an element that shows a recovery phrase: clears its text when it unmounts. The browser and
 * libraries keep references to removed elements for a while, and with them the text.
 */
export function clearPhrase(box: HTMLElement | null): () => void {
  return () => {
    for (const child of box?.children ?? []) child.firstChild?.remove();
  };
}

/**
 * Ref for what shows a recovery phrase: empties its words as it goes. A browser and the libraries of
 * a window hold on to a removed element for a while, and with it to what it showed.
 */
export function clearPhrase(box: HTMLElement | null): () => void {
  return () => {
    for (const one of box?.children ?? []) one.firstChild?.remove();
  };
}

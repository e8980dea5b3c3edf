/**
 * Ref for the box around a field of secrets: empties the field as it goes. A browser and the
 * libraries of a window hold on to a removed element for a while (of a dialog that faded out, of
 * the last one with the focus), and with it to what was typed.
 */
export function clearOnUnmount(box: HTMLElement | null): () => void {
  return () => {
    const fields = box?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
    for (const field of fields ?? []) field.value = '';
  };
}

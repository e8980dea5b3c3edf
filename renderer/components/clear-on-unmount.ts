/**
 * Ref for the element around secret fields: clears them when it unmounts. The browser and libraries keep
 * references to removed elements for a while (a dialog that fades out, the last focused element), and
 * with them the value, and the attribute or text in which React repeats it.
 */
export function clearOnUnmount(box: HTMLElement | null): () => void {
  return () => {
    const fields = box?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
    for (const field of fields ?? []) {
      field.value = '';
      field.defaultValue = '';
    }
  };
}

/** "B, D, dash, 7": with a pause after each letter, so that a screen reader makes no word of it. */
export function spelledOut(code: string, dash: string): string {
  return Array.from(code.replace(/\s/g, ''))
    .map((letter) => (letter === '-' ? dash : letter))
    .join(', ');
}

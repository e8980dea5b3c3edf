/** "B, D, dash, 7": the commas keep a screen reader from reading the code as a word. */
export function spellCode(code: string, dash: string): string {
  return Array.from(code.replace(/\s/g, ''))
    .map((letter) => (letter === '-' ? dash : letter))
    .join(', ');
}

/** Needed by main/requests. */
export interface Clipboard {
  write(text: string): void;
}

export interface Clipboard {
  write(text: string): void;
}

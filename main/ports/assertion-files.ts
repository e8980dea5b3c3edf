/** Files that the platform puts an assertion into, for whatever runs on it (RFC 7523 §2.1). */
export type AssertionFile =
  | { readonly kind: 'ok'; readonly text: string }
  /** Not there, or not readable: it may come. The cause is an error code. */
  | { readonly kind: 'missing'; readonly cause: string }
  /** No file of this kind: the path is wrong. The cause never holds any of its content. */
  | { readonly kind: 'unfit'; readonly cause: string };

export interface AssertionFiles {
  /** Read each time, because the platform replaces the file. Never rejects. */
  read(path: string, maxBytes: number): Promise<AssertionFile>;
}

export class StorageError extends Error {
  override readonly name = 'StorageError';
  constructor(
    /** `newer_version`: intact, and written by a newer version in a way that this one cannot use. */
    readonly kind: 'full' | 'failed' | 'unreadable' | 'missing' | 'closed' | 'newer_version',
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

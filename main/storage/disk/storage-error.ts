/**
 * Converts errors of the disk and of LevelDB to the port's StorageError, without paths or values in
 * its message.
 */
import { StorageError } from '../../ports/storage-error.js';

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** LevelDB reports the text of strerror, not the code. */
const fullWords = /no space left|quota exceeded|file too large|not enough space/i;
const unreadableCodes = new Set(['LEVEL_CORRUPTION']);
const closedCodes = new Set(['LEVEL_DATABASE_NOT_OPEN', 'LEVEL_ITERATOR_NOT_OPEN']);

/** @param doing the operation that failed, for "Details": 'writing', 'reading' … */
export function toStorageError(cause: unknown, doing: string): StorageError {
  if (cause instanceof StorageError) return cause;
  const codes = codesOf(cause);
  const reason = `${doing} failed: ${codes.join(', ') || 'no code'}`;
  return new StorageError(kindOf(cause, codes), reason, { cause });
}

/** The codes of an error and of its causes, outermost first. */
export function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return [...own, ...codesOf(error.cause)];
}

function kindOf(cause: unknown, codes: readonly string[]): StorageError['kind'] {
  if (codes.some((code) => fullCodes.has(code)) || fullWords.test(messagesOf(cause))) return 'full';
  if (codes.some((code) => unreadableCodes.has(code))) return 'unreadable';
  // The innermost error is the reason: LevelDB wraps it in 'not open'.
  if (closedCodes.has(codes.at(-1) ?? '')) return 'closed';
  return 'failed';
}

/** The messages of an error and of its causes, joined. */
export function messagesOf(error: unknown): string {
  return error instanceof Error ? `${error.message} ${messagesOf(error.cause)}` : '';
}

/** Failures that arise in the domain itself; those of the protocol come from oauth/ ready made. */
import type { Failure, FailureCode } from '../../ipc/failure.js';
import { StorageError } from '../ports/storage-error.js';

export function failureOf(code: FailureCode, cause = ''): Failure {
  return { code, cause, host: null, serverError: null };
}

/** Reads what a failed write or read of the store means to the person. */
export function storageFailure(error: unknown): Failure {
  if (!(error instanceof StorageError)) return failureOf('unexpected', nameOf(error));
  switch (error.kind) {
    case 'full':
      return failureOf('storage_full', error.message);
    case 'closed':
      return failureOf('storage_locked', error.message);
    case 'newer_version':
      return failureOf('newer_version', error.message);
    case 'failed':
    case 'unreadable':
    case 'missing':
      return failureOf('storage_failed', error.message);
  }
}

/** Only the kind of an unforeseen error: its message could hold anything, also a secret. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

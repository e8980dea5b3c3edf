/** The replies of the handlers: accepted, or refused with a failure. */
import type { Failure, Result } from '../../ipc/failure.js';
import { type Refusal, refused, storageFailure } from '../connections/failures.js';
import type { Vault } from '../ports/vault.js';

export function accepted(): Result<null> {
  return { ok: true, value: null };
}

export function acceptedUnless(failure: Failure | null): Result<null> {
  return failure === null ? accepted() : refused(failure);
}

/** @param write rejects with StorageError */
export async function acceptedOnceStored(write: Promise<void>): Promise<Result<null>> {
  try {
    await write;
    return accepted();
  } catch (error) {
    return refused(storageFailure(error));
  }
}

/**
 * The refusal of what needs an open vault; null while it is open. Before the user has chosen a
 * protection, nothing is written.
 */
export function refusedUnlessOpen({ view }: Pick<Vault, 'view'>): Refusal | null {
  switch (view.kind) {
    case 'open':
      return null;
    case 'choose_protection':
      return refused('storage_not_chosen');
    case 'opening':
    case 'passphrase_required':
    case 'locked':
    case 'unreadable':
      return refused('storage_locked');
  }
}

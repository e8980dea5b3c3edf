import type { Failure } from '../../ipc/failure.js';

/** The user's browser (RFC 6749 §1.1). Needed by connections/sign-in and main/requests. */
export interface UserAgent {
  /**
   * Resolves to null when the system has opened it, else to why not. A system that takes its time
   * reports a failure later, to `onLateFailure`.
   */
  open(url: string, onLateFailure?: (failure: Failure) => void): Promise<Failure | null>;
}

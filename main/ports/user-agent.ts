import type { Failure } from '../../ipc/failure.js';

/** The user's browser (RFC 6749 §1.1). Needed by connections/sign-in and main/requests. */
export interface UserAgent {
  /** Resolves to null when the system has opened it, else to why not. */
  open(url: string): Promise<Failure | null>;
}

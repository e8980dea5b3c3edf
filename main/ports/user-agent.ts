import type { Failure } from '../../ipc/failure.js';

export interface UserAgent {
  /** Opens the person's browser. Resolves to null when the system took it, else why not. */
  open(url: string): Promise<Failure | null>;
}

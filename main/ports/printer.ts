import type { Failure } from '../../ipc/failure.js';

/** Needed by main/requests. */
export interface Printer {
  /** Prints the window's page. Resolves to null also when the user cancels, else to why not. */
  print(): Promise<Failure | null>;
}

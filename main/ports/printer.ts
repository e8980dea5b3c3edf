import type { Failure } from '../../ipc/failure.js';

export interface Printer {
  /** Prints what the window shows on paper. Null also when the person thought better of it. */
  print(): Promise<Failure | null>;
}

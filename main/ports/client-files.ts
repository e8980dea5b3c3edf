import type { Failure } from '../../ipc/failure.js';
import type { DefinitionProblem } from '../../ipc/service-view.js';
import type { ClientRegistration } from '../connections/service.js';

/** A client in a file. It holds the secret, so it stays in main. */
export type ClientInFile = Omit<ClientRegistration, 'usesDeviceCode'>;

export interface ClientFile {
  readonly clients: readonly ClientInFile[];
  readonly problems: readonly DefinitionProblem[];
}

/** Files in which somebody else hands over a client ID. Needed by main/requests. */
export interface ClientFiles {
  /** Asks where to save it. Resolves to null also when the user cancels, else to why not. */
  save(name: string, text: string): Promise<Failure | null>;
  /** Asks for a file and checks it as a whole, which contacts nothing (H95). Null: the user cancelled. */
  open(): Promise<ClientFile | null>;
}

import type { AttemptView } from '../../ipc/attempt-view.js';
import type { ConnectionView } from '../../ipc/connection-view.js';
import type { Failure } from '../../ipc/failure.js';

/** A step that the user can take back while its message is shown. */
export type Undo =
  | { readonly kind: 'removal'; readonly connectionId: string; readonly label: string }
  | { readonly kind: 'rename'; readonly connectionId: string; readonly label: string };

/** An event shown once in the status line. */
export type StatusMessage = StatusContent & { readonly undo?: Undo | undefined };

type StatusContent =
  | {
      readonly kind: 'connected' | 'merged' | 'signedInAgain';
      readonly service: string;
      readonly name: string;
    }
  | { readonly kind: 'connectedUnnamed' | 'signedInAgainUnnamed'; readonly service: string }
  | { readonly kind: 'refreshed'; readonly label: string; readonly service: string }
  | {
      readonly kind:
        'refreshTrouble' | 'trouble' | 'removed' | 'renamed' | 'restored' | 'notRestored';
      readonly label: string;
    }
  | { readonly kind: 'emailCopied' | 'nameRestored' | 'notRenamedBack' }
  | { readonly kind: 'disconnecting'; readonly service: string };

/** The message for a sign-in that has succeeded; null for any other. */
export function connectedMessage({
  phase,
  serviceName,
  connectionId,
}: AttemptView): StatusMessage | null {
  if (phase.kind !== 'connected') return null;
  const { accountName: name } = phase;
  const isAgain = connectionId === phase.connectionId;
  if (name === null) {
    return { kind: isAgain ? 'signedInAgainUnnamed' : 'connectedUnnamed', service: serviceName };
  }
  const kind = isAgain ? 'signedInAgain' : phase.merged ? 'merged' : 'connected';
  return { kind, service: serviceName, name };
}

/** The message for a refresh that the user requested; the connection's page says why one failed. */
export function refreshMessage(
  { label, serviceName }: ConnectionView,
  failure: Failure | null,
): StatusMessage {
  return failure === null
    ? { kind: 'refreshed', label, service: serviceName }
    : { kind: 'refreshTrouble', label };
}

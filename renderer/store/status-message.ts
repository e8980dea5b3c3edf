import type { AttemptView } from '../../ipc/attempt-view.js';
import type { ConnectionView } from '../../ipc/connection-view.js';

/** What has just happened, told once in the status line. */
export type StatusMessage =
  | {
      readonly kind: 'connected' | 'merged' | 'signedInAgain';
      readonly service: string;
      readonly name: string;
    }
  | { readonly kind: 'refreshed'; readonly label: string; readonly service: string }
  | { readonly kind: 'refreshTrouble' | 'removed' | 'renamed'; readonly label: string }
  | { readonly kind: 'disconnecting'; readonly service: string };

/** The end of a sign-in, as a message; null while it has not ended well. */
export function welcome({ phase, serviceName, connectionId }: AttemptView): StatusMessage | null {
  if (phase.kind !== 'connected') return null;
  const kind =
    connectionId === phase.connectionId ? 'signedInAgain' : phase.merged ? 'merged' : 'connected';
  return { kind, service: serviceName, name: phase.accountName };
}

/**
 * How a refresh ended that was asked for when the connection had last been renewed at
 * `renewedBefore`; null while it goes on.
 */
export function refreshResult(
  renewedBefore: number | null,
  { state, lastRefreshedAt, label, serviceName }: ConnectionView,
): StatusMessage | null {
  if (state.kind === 'refreshing') return null;
  if (lastRefreshedAt !== renewedBefore) return { kind: 'refreshed', label, service: serviceName };
  const healthy = state.kind === 'active' || state.kind === 'expires';
  return healthy ? null : { kind: 'refreshTrouble', label };
}

/**
 * Which changes of connections deserve a notification: changes for the worse that only the user can
 * resolve. Each notifies once and is withdrawn when it is resolved or the user has seen the window.
 * Pure rules; attention-notifier.ts has the timer and shows the notification.
 */
import type { AttentionReason } from '../../ports/notifier.js';
import type { Connection, Disconnecting } from '../connection.js';
import { refreshesItself } from '../refresh/refresh-schedule.js';
import { isUsable } from '../usable-connection.js';

const dayMs = 24 * 60 * 60_000;

/** Collect for this long before the first notification, ms; problems often arrive together. */
const batchMs = 2_000;
const batchMaxMs = 10 * 60_000;

/** Null: nothing the user has to do at `now`, ms since 1970. */
export function attentionReasonOf(connection: Connection, now: number): AttentionReason | null {
  if (!isUsable(connection)) return null;
  switch (connection.standing.kind) {
    case 'needs_sign_in':
    case 'misconfigured':
      return connection.standing.kind;
    case 'disconnecting':
      return retriesItself(connection.standing) ? null : 'not_disconnected';
    case 'active':
      return reasonOfEnd(connection, now);
  }
}

function retriesItself({ progress }: Disconnecting): boolean {
  return progress.kind === 'pending' || progress.kind === 'waiting';
}

/** Begins a day before the end; not for access that never lasted longer than that. */
function reasonOfEnd(connection: Connection, now: number): 'ends_soon' | 'ended' | null {
  const { accessTokenExpiresAt: end, issuedAt } = connection;
  if (refreshesItself(connection) || end === null) return null;
  if (end - issuedAt <= dayMs || end - now > dayMs) return null;
  return end <= now ? 'ended' : 'ends_soon';
}

export interface Attention {
  /** The reason of every connection that needs the user, with or without a notification. */
  readonly reasons: ReadonlyMap<string, AttentionReason>;
  /** Connections that got worse and wait for the next notification. */
  readonly pending: ReadonlySet<string>;
  /** Connections named by the notification on the screen; empty: there is none. A new set is a new notification. */
  readonly shown: ReadonlySet<string>;
  /** Notifications since the user last saw the window. */
  readonly unseenCount: number;
}

export type AttentionEvent =
  /** All connections were loaded, as at the start: problems that already exist do not notify. */
  | { readonly kind: 'loaded'; readonly reasons: ReadonlyMap<string, AttentionReason> }
  /** Null: no problem, or the connection is gone. */
  | {
      readonly kind: 'changed';
      readonly connectionId: string;
      readonly reason: AttentionReason | null;
    }
  /** `batchDelay` has passed since the first pending change. */
  | { readonly kind: 'batch_ended' }
  /** The user has the window in front of them, or wants no notifications. */
  | { readonly kind: 'seen' };

export const initialAttention: Attention = {
  reasons: new Map(),
  pending: new Set(),
  shown: new Set(),
  unseenCount: 0,
};

export function reduceAttention(attention: Attention, event: AttentionEvent): Attention {
  switch (event.kind) {
    case 'loaded': {
      const { reasons } = event;
      const pending = new Set([...attention.pending].filter((id) => reasons.has(id)));
      return withdrawResolved({ ...attention, reasons, pending });
    }
    case 'changed':
      return afterChange(attention, event.connectionId, event.reason);
    case 'batch_ended':
      return attention.pending.size === 0
        ? attention
        : {
            ...attention,
            pending: new Set(),
            // One notification for everything that is pending or unseen: never two at once.
            shown: new Set([
              ...[...attention.shown].filter((id) => attention.reasons.has(id)),
              ...attention.pending,
            ]),
            unseenCount: attention.unseenCount + 1,
          };
    case 'seen':
      return { ...attention, pending: new Set(), shown: new Set(), unseenCount: 0 };
  }
}

/** How long to collect before the next notification, ms; doubles with each one the user has not seen. */
export function batchDelay({ unseenCount }: Attention): number {
  return Math.min(batchMaxMs, batchMs * 2 ** unseenCount);
}

function afterChange(attention: Attention, id: string, reason: AttentionReason | null): Attention {
  const before = attention.reasons.get(id) ?? null;
  if (before === reason) return attention;
  const reasons = new Map(attention.reasons);
  const pending = new Set(attention.pending);
  if (reason === null) reasons.delete(id);
  else reasons.set(id, reason);
  if (severity(reason) > severity(before)) pending.add(id);
  if (severity(reason) < severity(before)) pending.delete(id);
  return withdrawResolved({ ...attention, reasons, pending });
}

/** Withdraws the notification once every problem it names is resolved. */
function withdrawResolved(attention: Attention): Attention {
  const stands =
    attention.shown.size === 0 || [...attention.shown].some((id) => attention.reasons.has(id));
  return stands ? attention : { ...attention, shown: new Set() };
}

function severity(reason: AttentionReason | null): number {
  switch (reason) {
    case null:
      return 0;
    // No second notification once it has ended.
    case 'ends_soon':
    case 'ended':
      return 1;
    case 'needs_sign_in':
    case 'misconfigured':
    case 'not_disconnected':
      return 2;
  }
}

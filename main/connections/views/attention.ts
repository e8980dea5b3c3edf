/**
 * What of all that happens to connections is news to the person: a change for the worse that only
 * they can mend, told once, and taken back when it is mended or they have looked. Pure rules; the
 * timer and the notification are in news-desk.ts.
 */
import type { Connection, Disconnecting } from '../connection.js';
import type { AttentionReason } from '../../ports/notifier.js';
import { isUsable } from '../usable-connection.js';
import { refreshesItself } from '../refresh/refresh-schedule.js';

const DAY_MS = 24 * 60 * 60_000;

/** Let this much time pass before the first notification, ms: many may fall ill together. */
const GATHER_MS = 2_000;
const GATHER_LONGEST_MS = 10 * 60_000;

/** At `now`, ms since 1970; null: nothing the person has to do. */
export function attentionReasonOf(connection: Connection, now: number): AttentionReason | null {
  if (!isUsable(connection)) return null;
  switch (connection.standing.kind) {
    case 'needs_sign_in':
    case 'misconfigured':
      return connection.standing.kind;
    case 'disconnecting':
      return triesItself(connection.standing) ? null : 'not_disconnected';
    case 'good':
      return endsSoon(connection, now) ? 'ends_soon' : null;
  }
}

function triesItself({ progress }: Disconnecting): boolean {
  return progress.kind === 'asking' || progress.kind === 'waiting';
}

/** Within a day; not for access that never lasted longer than that. */
function endsSoon(connection: Connection, now: number): boolean {
  const { accessTokenExpiresAt: end, issuedAt } = connection;
  if (refreshesItself(connection) || end === null) return false;
  return end - issuedAt > DAY_MS && end - now <= DAY_MS;
}

export interface Attention {
  /** Connections in trouble, told or not. */
  readonly troubled: ReadonlyMap<string, AttentionReason>;
  /** In worse trouble than before and not yet told. */
  readonly waiting: ReadonlySet<string>;
  /** Named by the notification on the screen; empty: there is none. A new set is a new notification. */
  readonly shown: ReadonlySet<string>;
  /** Notifications since the person last looked. */
  readonly told: number;
}

export type AttentionEvent =
  /** Everything was read anew, as at the start: what is wrong already is no news. */
  | { readonly kind: 'read'; readonly troubled: ReadonlyMap<string, AttentionReason> }
  /** Null: in no trouble, or gone. */
  | {
      readonly kind: 'changed';
      readonly connectionId: string;
      readonly trouble: AttentionReason | null;
    }
  /** `gatherMs` have passed since the first that waits. */
  | { readonly kind: 'gathered' }
  /** The person has the window before them, or wants no notifications. */
  | { readonly kind: 'looked' };

export const initialAttention: Attention = {
  troubled: new Map(),
  waiting: new Set(),
  shown: new Set(),
  told: 0,
};

export function reduceAttention(attention: Attention, happening: AttentionEvent): Attention {
  switch (happening.kind) {
    case 'read': {
      const { troubled } = happening;
      const still = (ids: ReadonlySet<string>) =>
        [...ids].every((id) => troubled.has(id))
          ? ids
          : new Set([...ids].filter((id) => troubled.has(id)));
      return whenMended({ ...attention, troubled, waiting: still(attention.waiting) });
    }
    case 'changed':
      return afterChange(attention, happening.connectionId, happening.trouble);
    case 'gathered':
      return attention.waiting.size === 0
        ? attention
        : {
            ...attention,
            waiting: new Set(),
            // One notification for everything that is untold or unseen: never two at once.
            shown: new Set([
              ...[...attention.shown].filter((id) => attention.troubled.has(id)),
              ...attention.waiting,
            ]),
            told: attention.told + 1,
          };
    case 'looked':
      return { ...attention, waiting: new Set(), shown: new Set(), told: 0 };
  }
}

/**
 * How long to gather before the next notification, ms: each one that comes before the person has
 * looked waits twice as long as the one before.
 */
export function gatherMs({ told }: Attention): number {
  return Math.min(GATHER_LONGEST_MS, GATHER_MS * 2 ** told);
}

function afterChange(attention: Attention, id: string, trouble: AttentionReason | null): Attention {
  const before = attention.troubled.get(id) ?? null;
  if (before === trouble) return attention;
  const troubled = new Map(attention.troubled);
  const waiting = new Set(attention.waiting);
  if (trouble === null) troubled.delete(id);
  else troubled.set(id, trouble);
  if (weight(trouble) > weight(before)) waiting.add(id);
  if (weight(trouble) < weight(before)) waiting.delete(id);
  return whenMended({ ...attention, troubled, waiting });
}

/** A notification is taken back once nothing it names is wrong any more. */
function whenMended(attention: Attention): Attention {
  const stands =
    attention.shown.size === 0 || [...attention.shown].some((id) => attention.troubled.has(id));
  return stands ? attention : { ...attention, shown: new Set() };
}

function weight(trouble: AttentionReason | null): number {
  switch (trouble) {
    case null:
      return 0;
    case 'ends_soon':
      return 1;
    case 'needs_sign_in':
    case 'misconfigured':
    case 'not_disconnected':
      return 2;
  }
}

/**
 * What of all that happens to connections is news to the person: a change for the worse that only
 * they can mend, told once, and taken back when it is mended or they have looked. Pure rules; the
 * timer and the notification are in news-desk.ts.
 */
import type { Connection, Disconnecting } from '../connection.js';
import type { Trouble } from '../../ports/notifier.js';
import { renewsItself } from '../refresh/refresh-schedule.js';

const DAY_MS = 24 * 60 * 60_000;

/** Let this much time pass before the first notification, ms: many may fall ill together. */
const GATHER_MS = 2_000;
const GATHER_LONGEST_MS = 10 * 60_000;

/** At `now`, ms since 1970; null: nothing the person has to do. */
export function troubleOf(connection: Connection, now: number): Trouble | null {
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
  if (renewsItself(connection) || end === null) return false;
  return end - issuedAt > DAY_MS && end - now <= DAY_MS;
}

export interface News {
  /** Connections in trouble, told or not. */
  readonly troubled: ReadonlyMap<string, Trouble>;
  /** In worse trouble than before and not yet told. */
  readonly waiting: ReadonlySet<string>;
  /** Named by the notification on the screen; empty: there is none. A new set is a new notification. */
  readonly shown: ReadonlySet<string>;
  /** Notifications since the person last looked. */
  readonly told: number;
}

export type Happening =
  /** Everything was read anew, as at the start: what is wrong already is no news. */
  | { readonly kind: 'read'; readonly troubled: ReadonlyMap<string, Trouble> }
  /** Null: in no trouble, or gone. */
  | { readonly kind: 'changed'; readonly connectionId: string; readonly trouble: Trouble | null }
  /** `gatherMs` have passed since the first that waits. */
  | { readonly kind: 'gathered' }
  /** The person has the window before them, or wants no notifications. */
  | { readonly kind: 'looked' };

export const noNews: News = {
  troubled: new Map(),
  waiting: new Set(),
  shown: new Set(),
  told: 0,
};

export function afterwards(news: News, happening: Happening): News {
  switch (happening.kind) {
    case 'read': {
      const { troubled } = happening;
      const still = (ids: ReadonlySet<string>) =>
        [...ids].every((id) => troubled.has(id))
          ? ids
          : new Set([...ids].filter((id) => troubled.has(id)));
      return whenMended({ ...news, troubled, waiting: still(news.waiting) });
    }
    case 'changed':
      return afterChange(news, happening.connectionId, happening.trouble);
    case 'gathered':
      return news.waiting.size === 0
        ? news
        : {
            ...news,
            waiting: new Set(),
            // One notification for everything that is untold or unseen: never two at once.
            shown: new Set([
              ...[...news.shown].filter((id) => news.troubled.has(id)),
              ...news.waiting,
            ]),
            told: news.told + 1,
          };
    case 'looked':
      return { ...news, waiting: new Set(), shown: new Set(), told: 0 };
  }
}

/**
 * How long to gather before the next notification, ms: each one that comes before the person has
 * looked waits twice as long as the one before.
 */
export function gatherMs({ told }: News): number {
  return Math.min(GATHER_LONGEST_MS, GATHER_MS * 2 ** told);
}

function afterChange(news: News, id: string, trouble: Trouble | null): News {
  const before = news.troubled.get(id) ?? null;
  if (before === trouble) return news;
  const troubled = new Map(news.troubled);
  const waiting = new Set(news.waiting);
  if (trouble === null) troubled.delete(id);
  else troubled.set(id, trouble);
  if (weight(trouble) > weight(before)) waiting.add(id);
  if (weight(trouble) < weight(before)) waiting.delete(id);
  return whenMended({ ...news, troubled, waiting });
}

/** A notification is taken back once nothing it names is wrong any more. */
function whenMended(news: News): News {
  const stands = news.shown.size === 0 || [...news.shown].some((id) => news.troubled.has(id));
  return stands ? news : { ...news, shown: new Set() };
}

function weight(trouble: Trouble | null): number {
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

/** Follows the connections and keeps the one notification that may be on the screen (news.ts has the rules). */
import type { ConnectionBook } from '../connection-store.js';
import type { Connection } from '../connection.js';
import { afterwards, gatherMs, type Happening, noNews, troubleOf } from './attention.js';
import type { Clock, Timer } from '../../ports/clock.js';
import type { Notifier, Trouble } from '../../ports/notifier.js';

/** What ends soon is found by looking this often, ms. */
const LOOK_MS = 60 * 60_000;

export interface NewsDesk {
  /** The person has the window before them, or wants no notifications any more. */
  readonly looked: () => void;
  stop(): void;
}

export interface NewsDeskNeeds {
  readonly book: ConnectionBook;
  readonly clock: Clock;
  readonly notifier: Notifier;
  /** Whether the person is to be told now: they want it and do not have the window before them. */
  readonly mayTell: () => boolean;
}

export function createNewsDesk({ book, clock, notifier, mayTell }: NewsDeskNeeds): NewsDesk {
  let news = noNews;
  let gathering: Timer | null = null;
  let nextLook = clock.after(LOOK_MS, look);

  function take(happening: Happening): void {
    const before = news;
    news = afterwards(news, happening);
    if (news.shown !== before.shown && news.shown.size + before.shown.size > 0) showAnew();
    if (news.waiting.size === 0) {
      gathering?.cancel();
      gathering = null;
    }
    gathering ??= news.waiting.size === 0 ? null : clock.after(gatherMs(news), gathered);
  }

  function gathered(): void {
    gathering = null;
    take({ kind: mayTell() ? 'gathered' : 'looked' });
  }

  function showAnew(): void {
    notifier.withdraw();
    const [id, ...others] = news.shown;
    if (id === undefined) return;
    const connection = book.get(id)?.connection;
    const trouble = news.troubled.get(id);
    if (others.length > 0 || !connection || !trouble) {
      notifier.show({ kind: 'several', count: news.shown.size });
      return;
    }
    const { serviceName } = connection;
    const label = labelForLockScreen(connection);
    notifier.show({ kind: 'one', connectionId: id, label, serviceName, trouble });
  }

  function allTroubled(): ReadonlyMap<string, Trouble> {
    const found = new Map<string, Trouble>();
    for (const { connection } of book.all()) {
      const trouble = troubleOf(connection, clock.now());
      if (trouble !== null) found.set(connection.id, trouble);
    }
    return found;
  }

  function judge(connectionId: string): void {
    const connection = book.get(connectionId)?.connection;
    const trouble = connection ? troubleOf(connection, clock.now()) : null;
    take({ kind: 'changed', connectionId, trouble });
  }

  function look(): void {
    nextLook = clock.after(LOOK_MS, look);
    book.all().forEach(({ connection }) => judge(connection.id));
  }

  take({ kind: 'read', troubled: allTroubled() });
  book.onChange((change) => {
    if (change.kind === 'all') take({ kind: 'read', troubled: allTroubled() });
    else change.connectionIds.forEach(judge);
  });

  return {
    looked: () => take({ kind: 'looked' }),
    stop() {
      nextLook.cancel();
      gathering?.cancel();
      notifier.withdraw();
    },
  };
}

/** Notifications stand on locked screens too: an e-mail address is for the person's eyes only. */
function labelForLockScreen({ ownLabel, account }: Connection): string | null {
  return ownLabel ?? (account.name === account.email ? null : account.name);
}

/** Follows the connections and keeps the one notification that may be on the screen (news.ts has the rules). */
import type { ConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import {
  reduceAttention,
  gatherMs,
  type AttentionEvent,
  initialAttention,
  attentionReasonOf,
} from './attention.js';
import type { Clock, Timer } from '../../ports/clock.js';
import type { Notifier, AttentionReason } from '../../ports/notifier.js';

/** What ends soon is found by looking this often, ms. */
const LOOK_MS = 60 * 60_000;

export interface AttentionNotifier {
  /** The person has the window before them, or wants no notifications any more. */
  readonly looked: () => void;
  stop(): void;
}

export interface AttentionNotifierOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly notifier: Notifier;
  /** Whether the person is to be told now: they want it and do not have the window before them. */
  readonly mayTell: () => boolean;
}

export function createAttentionNotifier({
  store,
  clock,
  notifier,
  mayTell,
}: AttentionNotifierOptions): AttentionNotifier {
  let attention = initialAttention;
  let gathering: Timer | null = null;
  let nextLook = clock.after(LOOK_MS, look);

  function take(happening: AttentionEvent): void {
    const before = attention;
    attention = reduceAttention(attention, happening);
    if (attention.shown !== before.shown && attention.shown.size + before.shown.size > 0)
      showAnew();
    if (attention.waiting.size === 0) {
      gathering?.cancel();
      gathering = null;
    }
    gathering ??= attention.waiting.size === 0 ? null : clock.after(gatherMs(attention), gathered);
  }

  function gathered(): void {
    gathering = null;
    take({ kind: mayTell() ? 'gathered' : 'looked' });
  }

  function showAnew(): void {
    notifier.withdraw();
    const [id, ...others] = attention.shown;
    if (id === undefined) return;
    const connection = store.get(id)?.connection;
    const trouble = attention.troubled.get(id);
    if (others.length > 0 || !connection || !trouble) {
      notifier.show({ kind: 'several', count: attention.shown.size });
      return;
    }
    const { serviceName } = connection;
    const label = labelForLockScreen(connection);
    notifier.show({ kind: 'one', connectionId: id, label, serviceName, trouble });
  }

  function allTroubled(): ReadonlyMap<string, AttentionReason> {
    const found = new Map<string, AttentionReason>();
    for (const { connection } of store.all()) {
      const trouble = attentionReasonOf(connection, clock.now());
      if (trouble !== null) found.set(connection.id, trouble);
    }
    return found;
  }

  function judge(connectionId: string): void {
    const connection = store.get(connectionId)?.connection;
    const trouble = connection ? attentionReasonOf(connection, clock.now()) : null;
    take({ kind: 'changed', connectionId, trouble });
  }

  function look(): void {
    nextLook = clock.after(LOOK_MS, look);
    store.all().forEach(({ connection }) => judge(connection.id));
  }

  take({ kind: 'read', troubled: allTroubled() });
  store.onChange((change) => {
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

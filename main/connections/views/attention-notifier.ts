/** Follows the connections and keeps at most one notification on the screen; attention.ts has the rules. */
import type { Clock, Timer } from '../../ports/clock.js';
import type { AttentionReason, Notifier } from '../../ports/notifier.js';
import type { ConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import { accountView, ownLabelOf, serviceNameOf } from '../identity.js';
import {
  type Attention,
  type AttentionEvent,
  attentionReasonOf,
  batchDelay,
  initialAttention,
  reduceAttention,
} from './attention.js';

/** How often to check for access that ends soon, ms: no event announces it. */
const checkIntervalMs = 60 * 60_000;

export interface AttentionNotifierOptions {
  readonly store: ConnectionStore;
  readonly clock: Clock;
  readonly notifier: Notifier;
  /** True while the user wants notifications and does not have the window in front of them. */
  readonly mayNotify: () => boolean;
  /** True while a notification must not name an account. */
  readonly hidesNames: () => boolean;
}

export class AttentionNotifier {
  readonly #options: AttentionNotifierOptions;
  #attention: Attention = initialAttention;
  #batch: Timer | null = null;
  #nextCheck: Timer;

  constructor(options: AttentionNotifierOptions) {
    const { store, clock } = options;
    this.#options = options;
    this.#nextCheck = clock.after(checkIntervalMs, () => this.#checkAll());
    this.#loaded();
    store.onChange((change) => {
      if (change.kind === 'all') this.#loaded();
      else change.connectionIds.forEach((id) => this.#check(id));
    });
  }

  /** The user has the window in front of them, or no longer wants notifications. */
  markSeen(): void {
    this.#apply({ kind: 'seen' });
  }

  stop(): void {
    this.#nextCheck.cancel();
    this.#batch?.cancel();
    this.#options.notifier.withdraw();
  }

  #apply(event: AttentionEvent): void {
    const before = this.#attention;
    const attention = reduceAttention(before, event);
    this.#attention = attention;
    if (attention.shown !== before.shown && attention.shown.size + before.shown.size > 0) {
      this.#show();
    }
    if (attention.pending.size === 0) {
      this.#batch?.cancel();
      this.#batch = null;
    } else {
      this.#batch ??= this.#options.clock.after(batchDelay(attention), () => this.#batchEnded());
    }
  }

  #batchEnded(): void {
    this.#batch = null;
    this.#apply({ kind: this.#options.mayNotify() ? 'batch_ended' : 'seen' });
  }

  #show(): void {
    const { store, notifier, hidesNames } = this.#options;
    const { shown, reasons } = this.#attention;
    notifier.withdraw();
    const [id, ...others] = shown;
    if (id === undefined) return;
    const connection = store.get(id)?.connection;
    const reason = reasons.get(id);
    if (others.length > 0 || !connection || !reason || hidesNames()) {
      notifier.show({ kind: 'several', count: shown.size });
      return;
    }
    const serviceName = serviceNameOf(connection);
    const label = labelForLockScreen(connection);
    notifier.show({ kind: 'one', connectionId: id, label, serviceName, reason });
  }

  #loaded(): void {
    const { store, clock } = this.#options;
    const reasons = new Map<string, AttentionReason>();
    for (const { connection } of store.all()) {
      const reason = attentionReasonOf(connection, clock.now());
      if (reason !== null) reasons.set(connection.id, reason);
    }
    this.#apply({ kind: 'loaded', reasons });
  }

  #checkAll(): void {
    const { store, clock } = this.#options;
    this.#nextCheck = clock.after(checkIntervalMs, () => this.#checkAll());
    store.all().forEach(({ connection }) => this.#check(connection.id));
  }

  #check(connectionId: string): void {
    const { store, clock } = this.#options;
    const connection = store.get(connectionId)?.connection;
    const reason = connection ? attentionReasonOf(connection, clock.now()) : null;
    this.#apply({ kind: 'changed', connectionId, reason });
  }
}

/** Notifications appear on locked screens too, where an e-mail address would be readable by anyone. */
function labelForLockScreen(connection: Connection): string | null {
  const { name, email } = accountView(connection.account);
  return ownLabelOf(connection) ?? (name === email ? null : name);
}

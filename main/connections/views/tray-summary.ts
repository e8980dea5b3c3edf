/** Everything in one look, for the tray: how many there are, how they are, who needs the person. */
import type { VaultView } from '../../../ipc/vault-view.js';
import type { ConnectionEntry, ConnectionStore } from '../connection-store.js';
import { accountName } from '../identity.js';
import { attentionReasonOf } from './attention.js';
import type { Clock, Timer } from '../../ports/clock.js';
import type { Vault } from '../../ports/vault.js';

/** As many as are named one by one. */
const NAMED = 5;
/** Many changes at once are looked at once, this long after the first, ms. */
const SETTLE_MS = 500;
/** What ends soon is found by looking this often, ms. */
const LOOK_MS = 60 * 60_000;

export interface TraySummary {
  readonly status: 'good' | 'attention' | 'disconnecting' | 'locked';
  readonly count: number;
  readonly needYou: number;
  /** The first of those, by label. */
  readonly named: readonly { readonly connectionId: string; readonly label: string }[];
}

const alphabet = new Intl.Collator('en', { numeric: true });

/** @param now ms since 1970 */
export function summarize(
  entries: readonly ConnectionEntry[],
  vault: VaultView['kind'],
  now: number,
): TraySummary {
  const needing = entries.filter(({ connection }) => attentionReasonOf(connection, now) !== null);
  const named = needing
    .map(({ connection: { id, ownLabel, account } }) => ({
      connectionId: id,
      label: ownLabel ?? accountName(account),
    }))
    .sort((a, b) => alphabet.compare(a.label, b.label))
    .slice(0, NAMED);
  const ending = entries.some(({ connection }) => connection.standing.kind === 'disconnecting');
  return {
    status: isClosed(vault)
      ? 'locked'
      : needing.length > 0
        ? 'attention'
        : ending
          ? 'disconnecting'
          : 'good',
    count: entries.length,
    needYou: needing.length,
    named,
  };
}

/** Whether there may be connections that nobody can renew. */
export function isClosed(vault: VaultView['kind']): boolean {
  switch (vault) {
    case 'passphrase_required':
    case 'locked':
    case 'unreadable':
      return true;
    case 'opening':
    case 'open':
    case 'choose_protection':
      return false;
  }
}

/** Calls `show` soon and whenever there is something else to see, a burst of changes once; time alone changes it too. */
export function watchSummary(
  { store, vault, clock }: { store: ConnectionStore; vault: Vault; clock: Clock },
  show: (seen: TraySummary) => void,
): void {
  let settling: Timer | null = null;
  let nextLook: Timer | null = null;
  let shown = '';
  const look = () => {
    settling = null;
    nextLook?.cancel();
    nextLook = clock.after(LOOK_MS, look);
    const seen = summarize(store.all(), vault.view.kind, clock.now());
    if (JSON.stringify(seen) === shown) return;
    shown = JSON.stringify(seen);
    show(seen);
  };
  const soon = () => {
    settling ??= clock.after(SETTLE_MS, look);
  };
  store.onChange(soon);
  vault.onChange(soon);
  soon();
}

/** The summary shown by the tray: how many connections there are, how they are, and which need the user. */
import type { VaultView } from '../../../ipc/vault-view.js';
import { compareText } from '../../../messages/collator.js';
import type { Clock, Timer } from '../../ports/clock.js';
import type { Vault } from '../../ports/vault.js';
import type { ConnectionEntry, ConnectionStore } from '../connection-store.js';
import { labelOf } from '../identity.js';
import type { Lock } from '../lock.js';
import { attentionReasonOf } from './attention.js';

/** More than these are only counted. */
const maxNamed = 5;
/** Summarizes a burst of changes once, this long after the first, ms. */
const debounceMs = 500;
/** How often to check for access that ends soon, ms: no event announces it. */
const checkIntervalMs = 60 * 60_000;

export interface TraySummary {
  readonly status: 'active' | 'attention' | 'disconnecting' | 'locked';
  readonly count: number;
  /** How many connections need the user. */
  readonly needAttention: number;
  /** The first of those, by label. */
  readonly named: readonly { readonly connectionId: string; readonly label: string }[];
}

/** @param now ms since 1970 */
export function summarize(
  entries: readonly ConnectionEntry[],
  vault: VaultView['kind'],
  now: number,
): TraySummary {
  const needing = entries.filter(({ connection }) => attentionReasonOf(connection, now) !== null);
  const named = needing
    .map(({ connection }) => ({ connectionId: connection.id, label: labelOf(connection) }))
    .sort((a, b) => compareText(a.label, b.label))
    .slice(0, maxNamed);
  return {
    status: statusOf(entries, vault, needing.length),
    count: entries.length,
    needAttention: needing.length,
    named,
  };
}

function statusOf(
  entries: readonly ConnectionEntry[],
  vault: VaultView['kind'],
  needing: number,
): TraySummary['status'] {
  if (isClosed(vault)) return 'locked';
  if (needing > 0) return 'attention';
  const isDisconnecting = entries.some(
    ({ connection }) => connection.standing.kind === 'disconnecting',
  );
  return isDisconnecting ? 'disconnecting' : 'active';
}

/** True if there may be connections that cannot be refreshed because the vault does not open. */
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

interface WatchedState {
  readonly store: ConnectionStore;
  readonly vault: Vault;
  readonly lock: Pick<Lock, 'isLocked' | 'onChange'>;
  readonly clock: Clock;
}

/**
 * Calls `show` soon, and again whenever the summary differs, also because time has passed. Returns a
 * function that calls it in any case, because the language has changed.
 */
export function watchSummary(
  { store, vault, lock, clock }: WatchedState,
  show: (summary: TraySummary) => void,
): () => void {
  let debounce: Timer | null = null;
  let nextCheck: Timer | null = null;
  let shown = '';
  const update = () => {
    debounce = null;
    nextCheck?.cancel();
    nextCheck = clock.after(checkIntervalMs, update);
    const kind = lock.isLocked ? 'passphrase_required' : vault.view.kind;
    const summary = summarize(store.all(), kind, clock.now());
    if (JSON.stringify(summary) === shown) return;
    shown = JSON.stringify(summary);
    show(summary);
  };
  const updateSoon = () => {
    debounce ??= clock.after(debounceMs, update);
  };
  store.onChange(updateSoon);
  vault.onChange(updateSoon);
  // At once: somebody may look at it the next moment.
  lock.onChange(update);
  updateSoon();
  return () => {
    shown = '';
    updateSoon();
  };
}

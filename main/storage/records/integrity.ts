/**
 * Integrity of a vault that was opened: is everything there, and is it the newest, as far as
 * counting can tell (ADR 13).
 */
import type { Integrity } from '../../../ipc/vault-view.js';
import type { Inventory, Summary, Totals } from './inventory.js';

/** Findings when the vault was opened. */
export interface Opening {
  /** Null: missing or damaged. */
  readonly summary: Summary | null;
  readonly found: Totals;
  /** The highest sequence number of any stored record. */
  readonly stored: number;
  /** The highest one this computer has seen; zero: not known. */
  readonly seen: number;
}

export function isComplete({ summary, found, stored, seen }: Opening): boolean {
  if (summary === null || stored < seen) return false;
  const { count, sum } = summary.totals ?? found;
  return found.count === count && found.sum === sum;
}

/** @param outdatedUpTo records up to this version may be older than what was last stored; zero: none */
export function integrityOf(
  opening: Opening,
  inventory: Pick<Inventory, 'connectionsUpTo'>,
  outdatedUpTo: number,
): (copies: readonly string[]) => Integrity {
  const { summary, found, stored, seen } = opening;
  const atThisStart = !isComplete(opening);
  const expected = summary?.totals?.count ?? null;
  const kind = expected !== null && found.count < expected ? 'missing' : 'older';
  return (copies) => {
    const connections = outdatedUpTo > 0 ? inventory.connectionsUpTo(outdatedUpTo) : 0;
    // An earlier finding has been displayed. Display it again while tokens may still be outdated.
    if (!atThisStart && connections === 0) return { kind: 'none' };
    const records = { expected, found: found.count };
    const newestWrite = { seen: seen > 0 ? seen : null, found: stored };
    return { kind, findings: { atThisStart, connections, records, newestWrite, copies } };
  };
}

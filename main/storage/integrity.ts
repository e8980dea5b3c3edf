/**
 * What there is to doubt in a vault that was opened: whether all is there, and the newest of it, as
 * far as counting shows (ADR 0013).
 */
import type { Integrity } from '../../ipc/vault-view.js';
import type { Inventory, Summary, Totals } from './records/inventory.js';

/** What was found when the vault was opened. */
export interface Opening {
  /** Null: missing or damaged. */
  readonly summary: Summary | null;
  readonly found: Totals;
  /** The highest number given to a record, by all that is stored. */
  readonly stored: number;
  /** The same as this computer has seen it; zero: not known. */
  readonly seen: number;
}

export function isWhole({ summary, found, stored, seen }: Opening): boolean {
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
  const atThisStart = !isWhole(opening);
  const expected = summary?.totals?.count ?? null;
  const kind = expected !== null && found.count < expected ? 'missing' : 'older';
  return (copies) => {
    const connections = outdatedUpTo > 0 ? inventory.connectionsUpTo(outdatedUpTo) : 0;
    // What was noticed earlier has been said; it is said again while something depends on it.
    if (!atThisStart && connections === 0) return { kind: 'none' };
    const records = { expected, found: found.count };
    const newestWrite = { seen: seen > 0 ? seen : null, found: stored };
    return { kind, findings: { atThisStart, connections, records, newestWrite, copies } };
  };
}

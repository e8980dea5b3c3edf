/**
 * Activity is kept for 90 days, up to 10,000 entries per connection. Older entries are deleted with
 * writes that happen anyway, a few at a time, so that no commit does much.
 */
import type { Database } from '../disk/database.js';
import { activityTimeOf, recordRanges } from './record-keys.js';

const retentionMs = 90 * 24 * 60 * 60 * 1000;
const maxEntries = 10_000;
const droppedAtOnce = 100;
/**
 * The activity of a connection is counted at its first new entry since the start, then once per
 * this many.
 */
const countEvery = 100;

export interface ActivityRetention {
  /** The keys to delete with a new entry of this connection, the oldest first. */
  surplus(connectionId: string): Promise<readonly string[]>;
}

export function createActivityRetention(
  database: Pick<Database, 'keys'>,
  now: () => number,
): ActivityRetention {
  const entriesUntilCount = new Map<string, number>();
  return {
    async surplus(connectionId) {
      const left = entriesUntilCount.get(connectionId) ?? 0;
      entriesUntilCount.set(connectionId, left - 1);
      if (left > 0) return [];
      const keys = await database.keys(recordRanges.activityOf(connectionId));
      const oldest = now() - retentionMs;
      const tooMany = keys.length + 1 - maxEntries;
      const surplus = keys
        .slice(0, droppedAtOnce)
        .filter((key, index) => index < tooMany || activityTimeOf(key) < oldest);
      if (surplus.length < droppedAtOnce) entriesUntilCount.set(connectionId, countEvery);
      return surplus;
    },
  };
}

import type { IntlShape } from 'react-intl';

import type { Batch, BatchCounts } from '../store/batch.js';

/** Says what is going on, or what has come of it. */
export function batchHeading(batch: Batch, counts: BatchCounts, intl: IntlShape): string {
  const total = batch.rows.size;
  if (counts.running > 0) return intl.formatMessage({ id: `batch.${batch.kind}` }, { total });
  const { done } = counts;
  return done === 0 && counts.waits === 0
    ? intl.formatMessage({ id: 'batch.nothingDone' }, { total })
    : intl.formatMessage({ id: `batch.${batch.kind}Done` }, { total, done });
}

/** How far it is, and what did not work. */
export function batchProgress(batch: Batch, counts: BatchCounts, intl: IntlShape): string {
  const total = batch.rows.size;
  const { running, waits, failed } = counts;
  const parts = [];
  if (running > 0) {
    parts.push(intl.formatMessage({ id: 'batch.progress' }, { finished: total - running, total }));
  }
  if (waits > 0) parts.push(intl.formatMessage({ id: 'batch.waits' }, { count: waits }));
  if (failed > 0) parts.push(intl.formatMessage({ id: 'batch.failed' }, { count: failed }));
  return parts.join(' · ');
}

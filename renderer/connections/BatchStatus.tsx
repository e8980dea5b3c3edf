import { useIntl } from 'react-intl';

import { VisuallyHidden } from '../components/VisuallyHidden.js';
import { useBatch, useBatchCounts } from '../store/selectors.js';
import { batchHeading, batchProgress } from './batch-text.js';

/**
 * Announces the end of an action on several connections; each step would be too much. The focus on the
 * heading of the results has announced the start.
 */
export function BatchStatus() {
  const intl = useIntl();
  const batch = useBatch();
  const counts = useBatchCounts();
  if (batch === null || counts === null) return null;
  const parts = [batchHeading(batch, counts, intl)];
  if (counts.running === 0) parts.push(batchProgress(batch, counts, intl));
  return (
    <VisuallyHidden>
      <div role="status">{parts.filter((part) => part !== '').join(' · ')}</div>
    </VisuallyHidden>
  );
}

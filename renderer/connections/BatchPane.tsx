import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { useIntl } from 'react-intl';

import { Button } from '../components/Button.js';
import { useMessage } from '../components/message.js';
import { dismissBatch, hideBatch } from '../store/batch-actions.js';
import type { Batch, BatchCounts } from '../store/batch.js';
import { useBatch, useBatchCounts } from '../store/selectors.js';
import { batchHeading, batchProgress } from './batch-text.js';
import styles from './BatchPane.module.css';
import { BatchResult } from './BatchResult.js';

const rowHeight = 60;

/** The results of an action on several connections, one for each. */
export function BatchPane() {
  const batch = useBatch();
  const counts = useBatchCounts();
  return batch === null || counts === null ? null : <Results batch={batch} counts={counts} />;
}

interface ResultsProps {
  readonly batch: Batch;
  readonly counts: BatchCounts;
}

function Results({ batch, counts }: ResultsProps) {
  const message = useMessage();
  const intl = useIntl();
  const headingId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  // The bar that began it is gone, and the dialog after it.
  useEffect(() => {
    const timer = setTimeout(() => heading.current?.focus(), 40);
    return () => clearTimeout(timer);
  }, []);
  const rows = [...batch.rows.values()];
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  return (
    <section className={styles.pane} aria-labelledby={headingId}>
      <div className={styles.back}>
        <Button variant="quiet" onClick={hideBatch}>
          <ArrowLeft aria-hidden />
          {message('details.back')}
        </Button>
      </div>
      <header className={styles.header}>
        <div className={styles.text}>
          <h2 ref={heading} id={headingId} tabIndex={-1} className={styles.heading}>
            {batchHeading(batch, counts, intl)}
          </h2>
          <p className={styles.progress}>{batchProgress(batch, counts, intl)}</p>
        </div>
        <Button onClick={dismissBatch}>{message('batch.dismiss')}</Button>
      </header>
      <div ref={scroller} className={styles.scroller}>
        <ul
          aria-label={message('batch.results')}
          className={styles.list}
          style={{ height: list.getTotalSize() }}
        >
          {list.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <li
                key={row.connection.id}
                ref={list.measureElement}
                data-index={index}
                className={styles.item}
                aria-posinset={index + 1}
                aria-setsize={rows.length}
                style={{ transform: `translateY(${start}px)` }}
              >
                <BatchResult row={row} />
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

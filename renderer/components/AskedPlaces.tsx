import { useId } from 'react';

import type { DiscoveryAttempt, Failure } from '../../ipc/failure.js';
import styles from './AskedPlaces.module.css';
import { useMessage } from './message.js';

interface AskedPlacesProps {
  readonly asked: NonNullable<Failure['asked']>;
}

/** The places where Lanyard looked for a server in vain, and what each answered. */
export function AskedPlaces({ asked: { places, more } }: AskedPlacesProps) {
  const message = useMessage();
  const headingId = useId();
  return (
    <section className={styles.asked} aria-labelledby={headingId}>
      <h3 id={headingId} className={styles.heading}>
        {message('asked.heading', { count: places.length + more })}
      </h3>
      <ul className={styles.places}>
        {places.map((each) => (
          <Place key={each.place} {...each} />
        ))}
        {more === 0 ? null : <li>{message('asked.more', { count: more })}</li>}
      </ul>
    </section>
  );
}

function Place({ place, answer }: DiscoveryAttempt) {
  const message = useMessage();
  return (
    <li className={styles.place}>
      <span className={styles.address}>{place}</span>
      <span className={styles.answer}>
        {answer.kind === 'status'
          ? message(messageOfStatus(answer.status), { status: answer.status })
          : message(`asked.${answer.kind}`)}
      </span>
    </li>
  );
}

function messageOfStatus(status: number) {
  if (status === 404 || status === 410) return 'asked.nothing';
  if (status >= 500) return 'asked.fault';
  if (status >= 400) return 'asked.refused';
  return status >= 300 ? 'asked.redirectedWithStatus' : 'asked.other';
}

import styles from './FirstPictures.module.css';

/** An account's badge leaves the browser, where the user signs in. */
export function ConnectPicture() {
  return (
    <svg className={styles.pointing} viewBox="0 0 160 96" aria-hidden>
      <rect className={styles.sheet} x="12" y="12" width="92" height="72" rx="8" />
      <path className={styles.line} d="M12 28h92" />
      <circle className={styles.dot} cx="22" cy="20" r="2.5" />
      <circle className={styles.dot} cx="31" cy="20" r="2.5" />
      <circle className={styles.dot} cx="40" cy="20" r="2.5" />
      <circle className={styles.soft} cx="44" cy="46" r="7" />
      <path className={styles.soft} d="M31 68a13 10 0 0 1 26 0z" />
      <path className={styles.line} d="M66 46h26M66 56h18" />
      <path className={styles.accentLine} d="M88 70h24" />
      <path className={styles.accentLine} d="m106 64 6 6-6 6" />
      <Badge />
    </svg>
  );
}

/** A badge inside an arrow that goes round. */
export function KeepPicture() {
  return (
    <svg className={styles.picture} viewBox="0 0 160 96" aria-hidden>
      <path className={styles.accentLine} d="M116 48a36 36 0 0 1-66 20" />
      <path className={styles.accentLine} d="M44 48a36 36 0 0 1 66-20" />
      <path className={styles.accentLine} d="M110 14v14H96" />
      <path className={styles.accentLine} d="M50 82V68h11" />
      <g transform="translate(-54 -2)">
        <Badge />
      </g>
    </svg>
  );
}

/** A list of permissions, and a badge that is no longer valid. */
export function EndPicture() {
  return (
    <svg className={styles.picture} viewBox="0 0 160 96" aria-hidden>
      <rect className={styles.sheet} x="14" y="12" width="84" height="72" rx="8" />
      <path className={styles.goodLine} d="m24 30 4 4 7-8" />
      <path className={styles.goodLine} d="m24 49 4 4 7-8" />
      <path className={styles.line} d="M44 31h42M44 50h30M44 69h36" />
      <path className={styles.line} d="M25 65l8 8M33 65l-8 8" />
      <path className={styles.line} d="M118 24l10 14 10-14" />
      <rect className={styles.sheet} x="110" y="36" width="36" height="42" rx="7" />
      <circle className={styles.dot} cx="128" cy="52" r="5.5" />
      <path className={styles.dot} d="M117 70a11 8 0 0 1 22 0z" />
      <circle className={styles.badge} cx="146" cy="74" r="11" />
      <path className={styles.onBadgeLine} d="m142 70 8 8M150 70l-8 8" />
    </svg>
  );
}

function Badge() {
  return (
    <g>
      <path className={styles.accentLine} d="M124 24l10 14 10-14" />
      <rect className={styles.badge} x="116" y="36" width="36" height="42" rx="7" />
      <circle className={styles.onBadge} cx="134" cy="52" r="5.5" />
      <path className={styles.onBadge} d="M123 70a11 8 0 0 1 22 0z" />
    </g>
  );
}

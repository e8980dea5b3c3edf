import { currentLocale } from '../../messages/locale.js';
import { markOf } from './service-marks.js';
import styles from './ServiceTile.module.css';

const colours = 8;

/** The same colour every time for the same name. */
function colourOf(name: string): number {
  let sum = 7;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % colours;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function initialOf(name: string): string {
  const [first] = graphemes.segment(name.trim());
  return first?.segment.toLocaleUpperCase(currentLocale()) ?? '';
}

interface ServiceTileProps {
  /** Null: not a service that ships with the app, so no mark is known to be its own. */
  readonly shippedId: string | null;
  readonly serviceName: string;
  readonly size?: 'small' | 'large';
}

/** The service's mark, or the first letter of its name. */
export function ServiceTile({ shippedId, serviceName, size = 'small' }: ServiceTileProps) {
  const mark = shippedId === null ? null : markOf(shippedId);
  if (mark === null) {
    return (
      <span className={styles[size]} data-colour={colourOf(serviceName)} aria-hidden>
        {initialOf(serviceName)}
      </span>
    );
  }
  return (
    <span className={styles[size]} data-mark aria-hidden>
      <svg viewBox={mark.viewBox}>
        {mark.paths.map(({ d, fill }) => (
          <path key={d} d={d} fill={fill} />
        ))}
      </svg>
    </span>
  );
}

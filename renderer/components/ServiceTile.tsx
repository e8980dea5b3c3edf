import type { ConnectionColour } from '../../ipc/limits.js';
import { currentLocale } from '../../messages/locale.js';
import './own-colours.css';
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
  /** The colour that the user gave the connection; null: none. */
  readonly colour?: ConnectionColour | null;
}

/** The service's mark, or the first letter of its name, beside the user's own colour. */
export function ServiceTile({ colour = null, ...tile }: ServiceTileProps) {
  if (colour === null) return <Tile {...tile} />;
  return (
    <span className={styles.marked} data-own-colour={colour}>
      <Tile {...tile} />
    </span>
  );
}

function Tile({ shippedId, serviceName, size = 'small' }: Omit<ServiceTileProps, 'colour'>) {
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

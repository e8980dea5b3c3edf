import { language } from '../../messages/locale.js';
import styles from './ServiceTile.module.css';

const colours = 8;

/** The same colour every time for the same name. */
function colourOf(name: string): number {
  let sum = 7;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % colours;
}

const graphemes = new Intl.Segmenter(language, { granularity: 'grapheme' });

function initialOf(name: string): string {
  const [first] = graphemes.segment(name.trim());
  return first?.segment.toLocaleUpperCase() ?? '';
}

interface ServiceTileProps {
  readonly serviceName: string;
  readonly size?: 'small' | 'large';
}

/** The first letter of the service. */
export function ServiceTile({ serviceName, size = 'small' }: ServiceTileProps) {
  return (
    <span className={styles[size]} data-colour={colourOf(serviceName)} aria-hidden>
      {initialOf(serviceName)}
    </span>
  );
}

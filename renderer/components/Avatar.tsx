import { language } from '../../messages/locale.js';
import styles from './Avatar.module.css';

const colours = 8;

/** The same colour every time for the same ID. */
function colourOf(id: string): number {
  let sum = 7;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum % colours;
}

const graphemes = new Intl.Segmenter(language, { granularity: 'grapheme' });

function initialOf(label: string): string {
  const [first] = graphemes.segment(label.trim());
  return first?.segment.toLocaleUpperCase() ?? '';
}

interface AvatarProps {
  readonly id: string;
  readonly label: string;
  readonly size?: 'small' | 'large';
}

export function Avatar({ id, label, size = 'small' }: AvatarProps) {
  return (
    <span className={styles[size]} data-colour={colourOf(id)} aria-hidden>
      {initialOf(label)}
    </span>
  );
}

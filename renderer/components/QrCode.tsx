import { qrDrawing } from './qr-drawing.js';
import styles from './QrCode.module.css';

interface QrCodeProps {
  readonly text: string;
  /** Accessible name. */
  readonly name: string;
}

/** Always dark on white, with the white border that scanners need (ISO/IEC 18004). */
export function QrCode({ text, name }: QrCodeProps) {
  const drawing = qrDrawing(text);
  if (drawing === null) return null;
  return (
    <svg
      role="img"
      aria-label={name}
      className={styles.code}
      viewBox={`0 0 ${drawing.size} ${drawing.size}`}
    >
      <path className={styles.dark} d={drawing.path} />
    </svg>
  );
}

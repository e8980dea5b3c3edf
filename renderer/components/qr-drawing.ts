import { encode } from 'uqr';

/** Width of the quiet zone in modules (ISO/IEC 18004 §5.3.8). */
const border = 4;

export interface QrDrawing {
  /** Width and height in modules, border included. */
  readonly size: number;
  /** The dark modules as an SVG path, one rectangle per run in a row. */
  readonly path: string;
}

/** Null when the text is too long for a QR code. */
export function qrDrawing(text: string): QrDrawing | null {
  let rows: readonly (readonly boolean[])[];
  try {
    rows = encode(text, { ecc: 'M', border }).data;
  } catch {
    return null;
  }
  const path = rows.map((row, y) =>
    runs(row)
      .map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)
      .join(''),
  );
  return { size: rows.length, path: path.join('') };
}

/** The runs of dark modules in a row. */
function runs(row: readonly boolean[]): readonly (readonly [start: number, length: number])[] {
  const found: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = found.at(-1);
    if (!dark) return;
    if (last && last[0] + last[1] === x) last[1] += 1;
    else found.push([x, 1]);
  });
  return found;
}

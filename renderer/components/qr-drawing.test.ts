import { encode } from 'uqr';
import { expect, test } from 'vitest';

import { qrDrawing } from './qr-drawing.js';

/** The modules a path of "Mx yhNv1h-Nz" pieces fills. */
function filled(path: string): ReadonlySet<string> {
  const modules = new Set<string>();
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let step = 0; step < Number(length); step += 1) modules.add(`${Number(x) + step} ${y}`);
  }
  return modules;
}

test('draws exactly the dark modules, inside a white border of four', () => {
  const text = 'https://login.example.com/device?user_code=WDJB-MJHT';
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const drawing = qrDrawing(text)!;
  expect(drawing.size).toBe(size + 8);
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`${x + 4} ${y + 4}`] : [])));
  expect(filled(drawing.path)).toEqual(new Set(dark));
});

test('draws nothing when the text is too long', () => {
  expect(qrDrawing('x'.repeat(4000))).toBeNull();
});

/** A tile's place on the screen, in px. */
export interface Place {
  readonly left: number;
  readonly top: number;
}

/**
 * The index of the tile that an arrow key moves to from `from`; null for other keys, and where there is
 * none.
 *
 * @param places in the order of reading
 */
export function nextTile(
  key: string,
  from: number,
  places: readonly Place[],
  direction: 'ltr' | 'rtl',
): number | null {
  const here = places[from];
  if (here === undefined) return null;
  const [onward, back] =
    direction === 'ltr' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
  switch (key) {
    case onward:
      return from + 1 < places.length ? from + 1 : null;
    case back:
      return from > 0 ? from - 1 : null;
    case 'Home':
      return 0;
    case 'End':
      return places.length - 1;
    case 'ArrowDown':
      return nearest(here, places, (top) => top > here.top);
    case 'ArrowUp':
      return nearest(here, places, (top) => top < here.top);
    default:
      return null;
  }
}

/** In the nearest of those rows, the tile nearest to the same column. */
function nearest(
  here: Place,
  places: readonly Place[],
  isThere: (top: number) => boolean,
): number | null {
  let best: number | null = null;
  let least = Infinity;
  places.forEach(({ left, top }, index) => {
    if (!isThere(top)) return;
    // A row counts more than any distance within it.
    const distance = Math.abs(top - here.top) * 10_000 + Math.abs(left - here.left);
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}

/** Where the window opens: where it was, if that is still on a screen, and never larger than one. Pure. */
import type { Rectangle, Size } from 'electron';

const usual: Size = { width: 1080, height: 720 };
const smallest: Size = { width: 400, height: 480 };

export interface FittingBounds {
  readonly bounds: Rectangle;
  /** Smaller than usual on a screen that is smaller. */
  readonly minimum: Size;
}

/**
 * @param wanted the bounds when it was last open; null: never
 * @param workAreas of the screens without their panels, the primary one first
 */
export function fitToScreens(
  wanted: Rectangle | null,
  workAreas: readonly Rectangle[],
): FittingBounds {
  const areas = workAreas.filter(({ width, height }) => width > 0 && height > 0);
  const shared = areas.map((area) => (wanted === null ? 0 : overlap(wanted, area)));
  const most = Math.max(0, ...shared);
  const area = areas[most === 0 ? 0 : shared.indexOf(most)];
  const { width: wide, height: high } = wanted ?? usual;
  // A system that names no screen places the window by itself.
  if (area === undefined)
    return { bounds: { x: 0, y: 0, width: wide, height: high }, minimum: smallest };
  const minimum = {
    width: Math.min(smallest.width, area.width),
    height: Math.min(smallest.height, area.height),
  };
  const width = between(minimum.width, wide, area.width);
  const height = between(minimum.height, high, area.height);
  const right = area.x + area.width - width;
  const bottom = area.y + area.height - height;
  const place =
    wanted === null || most === 0
      ? { x: Math.round((area.x + right) / 2), y: Math.round((area.y + bottom) / 2) }
      : { x: between(area.x, wanted.x, right), y: between(area.y, wanted.y, bottom) };
  return { bounds: { ...place, width, height }, minimum };
}

const between = (least: number, value: number, most: number) =>
  Math.min(Math.max(least, value), most);

/** The area that two rectangles share. */
function overlap(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

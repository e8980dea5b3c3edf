import type { JsonValue } from './json.js';
import { markUnseen } from './outside-text.js';

const deepestShown = 64;

/** Each text in it as it is written, with the code point in place of each character that cannot be seen. */
export function jsonForDisplay(value: JsonValue, depth = 0): JsonValue {
  if (typeof value === 'string') return markUnseen(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepestShown) return '…';
  if (Array.isArray(value)) {
    return value.map((each: JsonValue) => jsonForDisplay(each, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      markUnseen(name),
      jsonForDisplay(inner, depth + 1),
    ]),
  );
}

import type { JsonValue } from '../../ipc/connection-view.js';

/**
 * A part of a stored record that a newer version of Lanyard wrote and this one does not know: a kind,
 * a code or a name. It is kept as it was and written back unchanged. A class, so that no JSON a server
 * sent can pass for one.
 */
export class UnknownValue {
  readonly kind = 'unknown';
  constructor(readonly original: JsonValue) {}
}

export function isUnknown<T>(value: T | UnknownValue): value is UnknownValue {
  return value instanceof UnknownValue;
}

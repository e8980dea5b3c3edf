import type { JsonValue } from '../../ipc/connection-view.js';

/**
 * A part of a stored record that a newer version of Lanyard wrote and this one does not know: a kind,
 * a code or a name. It is kept as it was and written back unchanged. A class, so that no JSON a server
 * sent can pass for one.
 */
export class UnknownValue {
  readonly kind = 'unknown';
  constructor(readonly original: JsonValue) {}

  /** The newer version's name for it; empty where that is not text. */
  get name(): string {
    const { original } = this;
    if (typeof original === 'string') return original;
    const named = original as { readonly name?: unknown; readonly kind?: unknown } | null;
    const name = named?.name ?? named?.kind;
    return typeof name === 'string' ? name : '';
  }
}

export function isUnknown(value: unknown): value is UnknownValue {
  return value instanceof UnknownValue;
}

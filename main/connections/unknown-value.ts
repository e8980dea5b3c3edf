import type { JsonValue } from '../../ipc/connection-view.js';

/**
 * A part of a stored record that a newer version of Lanyard wrote and this one does not know: a
 * kind, a code or a name. It is written back unchanged. A class, so that JSON of a server cannot
 * pass for one.
 */
export class UnknownValue {
  readonly kind = 'unknown';
  constructor(readonly original: JsonValue) {}

  /** The name that the newer version uses; empty: it is not a string. */
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

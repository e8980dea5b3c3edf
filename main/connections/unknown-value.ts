import type { JsonValue } from '../text/json.js';

/**
 * A part of a stored record that a newer version of Lanyard wrote and this one does not know: a
 * kind, a code or a name, or any other JSON in its place. It is written back unchanged. A class, so
 * that JSON of a server cannot pass for one.
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

/**
 * Stands in for the status of a connection that has members which this version cannot read, so that
 * it is listed and not used. They are written back as long as this is its status: a sign-in sets
 * another one.
 */
export class UnreadableMembers extends UnknownValue {
  /** @param stored as on disk, by stored name; undefined: the record lacks it */
  constructor(readonly stored: Readonly<Record<string, JsonValue | undefined>>) {
    super(null);
  }
}

/**
 * Key of stored members that are written back under a name which means something else here. It is a
 * symbol because a newer version may use any string as the name of a member.
 */
export const asStored = Symbol('members as stored');
export type AsStored = Readonly<Record<string, JsonValue>>;

export function isUnknown(value: unknown): value is UnknownValue {
  return value instanceof UnknownValue;
}

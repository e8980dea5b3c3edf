/** Converts the text of a record to the domain's types and back. */
import * as z from 'zod';

import { UnknownValue } from '../../connections/unknown-value.js';
import { StorageError } from '../../ports/storage-error.js';
import { parseJsonObject } from '../../text/json.js';

/** Null: not a JSON object, or not of this shape. */
export function parseAs<T>(schema: z.ZodType<T>, text: string): T | null {
  const record = parseJsonObject(text);
  return record === null ? null : (schema.safeParse(record).data ?? null);
}

/** The text of a record. Throws as `encodeAs` does. */
export function writeAs<S extends z.ZodType>(schema: S, value: z.output<S>): string {
  return JSON.stringify(encodeAs(schema, value));
}

/** Throws StorageError if the schema could not read it again: writing it would lose the record. */
export function encodeAs<S extends z.ZodType>(schema: S, value: z.output<S>): z.input<S> {
  const encoded = z.safeEncode(schema, value);
  if (encoded.success) return encoded.data;
  const places = encoded.error.issues.map(({ path }) => path.join('.'));
  throw new StorageError('failed', `not written, as it would not be read: ${places.join(', ')}`);
}

/** `T` without unknown values in any place. */
export type Known<T> = T extends UnknownValue
  ? never
  : T extends object
    ? { readonly [K in keyof T]: Known<T[K]> }
    : T;

/** Null: it has an unknown value, so this version cannot use it. */
export function known<T>(value: T): Known<T> | null {
  return hasUnknown(value) ? null : (value as Known<T>);
}

function hasUnknown(value: unknown): boolean {
  if (value instanceof UnknownValue) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown);
}

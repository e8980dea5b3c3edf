/**
 * Schemas that read records of newer versions. An unknown kind, code or name, which need not be a
 * string, becomes an UnknownValue, which is written back unchanged; unknown members are kept. Known
 * kinds must be complete all the same: without its members the record is unreadable.
 *
 * Every enum and every union in a stored record must be made here (tolerance.test.ts).
 */
import * as z from 'zod';

import type { JsonValue } from '../../../ipc/token-details-view.js';
import { isUnknown, UnknownValue } from '../../connections/unknown-value.js';
import { isJsonObject } from '../../text/json.js';

/**
 * Registers the schemas made here, so that a test finds all others. `covers` names the values that
 * may be unknown: the enum `itself`, `everything` below the schema, or else the discriminator of a
 * union.
 */
export const tolerant = z.registry<{ readonly covers: string }>();

/** An object schema that keeps unknown members. Its type omits them: nobody here can use them. */
export function object<S extends z.core.$ZodLooseShape>(shape: S) {
  return z.looseObject(shape) as unknown as z.ZodObject<S>;
}

/** @param storedAs stored names of the values that have been renamed since */
export function tolerantEnum<const K extends string>(
  known: readonly K[],
  storedAs?: Readonly<Partial<Record<K, string>>>,
) {
  const storedName = (name: K): string => storedAs?.[name] ?? name;
  const byStored = new Map<JsonValue, K>(known.map((name) => [storedName(name), name]));
  const schema = z.codec(z.custom<JsonValue>(isPresent), z.custom<K | UnknownValue>(), {
    decode: (stored) => byStored.get(stored) ?? new UnknownValue(stored),
    encode: (value) => (isUnknown(value) ? value.original : storedName(value)),
  });
  tolerant.add(schema, { covers: 'itself' });
  return schema;
}

type Options = readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]];

/**
 * Without its discriminator an object is unreadable; other JSON than an object is of a newer version.
 */
export function tolerantUnion<const O extends Options>(discriminator: string, options: O) {
  const names = new Set<unknown>(
    options.flatMap((option) => [...(option._zod.propValues[discriminator] ?? [])]),
  );
  const schema = z.union([
    z.discriminatedUnion(discriminator, options),
    unknownJson((value) => {
      if (!isJsonObject(value)) return isPresent(value);
      const name = value[discriminator];
      return isPresent(name) && !names.has(name);
    }),
  ]);
  tolerant.add(schema, { covers: discriminator });
  return schema;
}

/** Reads everything that `schema` refuses as of a newer version. */
export function orUnknown<S extends z.ZodType>(schema: S) {
  const either = z.union([schema, unknownJson(isPresent)]);
  tolerant.add(either, { covers: 'everything' });
  return either;
}

/** @param accepts called with the member's value; undefined: there is none */
function unknownJson(accepts: (value: JsonValue | undefined) => boolean) {
  const json = z.custom<JsonValue>((value) => accepts(value as JsonValue | undefined));
  return z.codec(json, z.custom<UnknownValue>(isUnknown), {
    decode: (original) => new UnknownValue(original),
    encode: ({ original }) => original,
  });
}

function isPresent(value: unknown): boolean {
  return value !== undefined;
}

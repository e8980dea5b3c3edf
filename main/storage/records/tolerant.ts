/**
 * Schemas that read records of newer versions. An unknown kind, code or name becomes an
 * UnknownValue, which is written back unchanged; unknown members are kept. Known kinds must be
 * complete all the same: without its members the record is unreadable.
 *
 * Every enum and every union in a stored record must be made here (tolerance.test.ts).
 */
import * as z from 'zod';

import type { JsonValue } from '../../../ipc/connection-view.js';
import { isUnknown, UnknownValue } from '../../connections/unknown-value.js';

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
  const byStored = new Map(known.map((name): [string, K] => [storedName(name), name]));
  const schema = z.codec(z.string(), z.custom<K | UnknownValue>(), {
    decode: (stored) => byStored.get(stored) ?? new UnknownValue(stored),
    encode: (value) => (isUnknown(value) ? value.name : storedName(value)),
  });
  tolerant.add(schema, { covers: 'itself' });
  return schema;
}

type Options = readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]];

export function tolerantUnion<const O extends Options>(discriminator: string, options: O) {
  const names = new Set(
    options.flatMap((option) => [...(option._zod.propValues[discriminator] ?? [])]),
  );
  const schema = z.union([
    z.discriminatedUnion(discriminator, options),
    unknownObject(
      discriminator,
      z.string().refine((name) => !names.has(name)),
    ),
  ]);
  tolerant.add(schema, { covers: discriminator });
  return schema;
}

/** Reads every object with a discriminator that `schema` refuses as one of a newer version. */
export function orUnknown<S extends z.ZodType>(discriminator: string, schema: S) {
  const either = z.union([schema, unknownObject(discriminator, z.string())]);
  tolerant.add(either, { covers: 'everything' });
  return either;
}

function unknownObject(discriminator: string, name: z.ZodType<string>) {
  return z.codec(z.looseObject({ [discriminator]: name }), z.custom<UnknownValue>(isUnknown), {
    // It has just been parsed from JSON.
    decode: (original) => new UnknownValue(original as { readonly [name: string]: JsonValue }),
    encode: ({ original }) => original as { readonly [name: string]: string },
  });
}

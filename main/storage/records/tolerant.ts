/**
 * Schemas that read what a newer version wrote. A kind, code or name that this version does not know
 * becomes an UnknownValue, which is written back as it was; members it does not know stay where they are.
 * What is known has to be whole all the same: a known kind without its members is no record.
 *
 * Every enum and every union of a stored record is made here (tolerance.test.ts).
 */
import * as z from 'zod';

import type { JsonValue } from '../../../ipc/connection-view.js';
import { isUnknown, UnknownValue } from '../../connections/unknown-value.js';

/**
 * The schemas that are made here, so that a test finds those that are not. `covers` says which names in
 * it may be unknown: the schema is an enum `itself`, or `everything` below it may be, else the
 * discriminator of a union.
 */
export const tolerant = z.registry<{ readonly covers: string }>();

/** An object whose unknown members are kept. The type leaves them out: nobody here can use them. */
export function object<S extends z.core.$ZodLooseShape>(shape: S) {
  return z.looseObject(shape) as unknown as z.ZodObject<S>;
}

/** @param storedAs the names on disk of those that are called differently by now */
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

/** Whatever is not as `schema` wants it, as long as it has a name, is a newer version's. */
export function orUnknown<S extends z.ZodType>(discriminator: string, schema: S) {
  const either = z.union([schema, unknownObject(discriminator, z.string())]);
  tolerant.add(either, { covers: 'everything' });
  return either;
}

function unknownObject(discriminator: string, name: z.ZodType<string>) {
  return z.codec(z.looseObject({ [discriminator]: name }), z.custom<UnknownValue>(isUnknown), {
    // Parsed from JSON a moment ago, so it is JSON.
    decode: (original) => new UnknownValue(original as { readonly [name: string]: JsonValue }),
    encode: ({ original }) => original as { readonly [name: string]: string },
  });
}

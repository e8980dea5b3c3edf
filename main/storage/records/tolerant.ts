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

/** The schemas made by `tolerantEnum` and `tolerantUnion`, so that a test finds those that are not. */
export const tolerant = z.registry<{ readonly discriminator: string | null }>();

/** An object whose unknown members are kept. The type leaves them out: nobody here can use them. */
export function object<S extends z.core.$ZodLooseShape>(shape: S) {
  return z.looseObject(shape) as unknown as z.ZodObject<S, z.core.$strip>;
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
    encode: (value) => (isUnknown(value) ? String(value.original) : storedName(value)),
  });
  tolerant.add(schema, { discriminator: null });
  return schema;
}

type Options = readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]];

export function tolerantUnion<const O extends Options>(discriminator: string, options: O) {
  const known = z.discriminatedUnion(discriminator, options);
  const names = new Set(
    options.flatMap((option) => [...(option._zod.propValues?.[discriminator] ?? [])]),
  );
  const stranger = z.codec(
    z.looseObject({ [discriminator]: z.string().refine((name) => !names.has(name)) }),
    z.custom<UnknownValue>(isUnknown),
    {
      // Parsed from JSON a moment ago, so it is JSON.
      decode: (original) => new UnknownValue(original as { readonly [name: string]: JsonValue }),
      encode: ({ original }) => original as { readonly [name: string]: string },
    },
  );
  const schema = z.union([known, stranger]);
  tolerant.add(schema, { discriminator });
  return schema;
}

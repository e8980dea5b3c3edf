/** Schemas of members and values that have been renamed since they were first stored: the disk keeps their names. */
import * as z from 'zod';

/** A discriminator that is stored under another name. */
export function storedLiteral<const K extends string>(name: K, storedAs: string) {
  return z.codec(z.literal(storedAs), z.literal(name), {
    decode: () => name,
    encode: () => storedAs,
  });
}

type Renamed<T, N extends Readonly<Record<string, keyof T>>> = Omit<T, N[keyof N]> & {
  -readonly [K in keyof N]: T[N[K]];
};

/** @param storedAs the stored name of each member that has been renamed since */
export function renamed<
  S extends z.ZodObject,
  const N extends Readonly<Record<string, keyof z.output<S> & string>>,
>(schema: S, storedAs: N) {
  const names = Object.entries<string>(storedAs);
  const swapped = names.map(([name, stored]): [string, string] => [stored, name]);
  return z.codec(schema, z.custom<Renamed<z.output<S>, N>>(), {
    decode: (value) => withNames(value, swapped) as Renamed<z.output<S>, N>,
    encode: (value) => withNames(value, names) as z.output<S>,
  });
}

/** A copy in which each first name is replaced by the second. */
function withNames(value: object, names: readonly (readonly [string, string])[]): object {
  const copy: Record<string, unknown> = { ...value };
  for (const [from, to] of names) {
    if (!(from in copy)) continue;
    copy[to] = copy[from];
    Reflect.deleteProperty(copy, from);
  }
  return copy;
}

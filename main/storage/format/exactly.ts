import type * as z from 'zod';

/** Accepts a schema only if its output and `T` are the same type. */
export const exactly =
  <T>() =>
  <S extends z.ZodType<T>>(schema: [T] extends [z.output<S>] ? S : never): S =>
    schema;

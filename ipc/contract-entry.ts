/** The parts of an entry of the contract. Replies and payloads are types only: main makes them, so nothing parses them. */
import type * as zod from 'zod';

/**
 * The parts of the schema library that the schemas use. schemas.ts names them one by one, because
 * passing the whole namespace as a value would bring all of the library into the bundle.
 */
export type Z = Pick<
  typeof zod,
  | 'boolean'
  | 'discriminatedUnion'
  | 'enum'
  | 'literal'
  | 'record'
  | 'strictObject'
  | 'array'
  | 'string'
>;

/** Never there at runtime: it carries a type. */
declare const typeOnly: unique symbol;

export interface RequestEntry<Schema extends zod.ZodType, Reply> {
  readonly schema: (z: Z) => Schema;
  readonly [typeOnly]?: Reply;
}

export interface EventEntry<Payload> {
  readonly [typeOnly]?: Payload;
}

interface ReplyType<Reply> {
  readonly [typeOnly]?: Reply;
}

/** A request, accepted with null unless `reply` says otherwise. */
export function request<Schema extends zod.ZodType, Reply = null>(
  schema: (z: Z) => Schema,
  reply?: ReplyType<Reply>,
): RequestEntry<Schema, Reply> {
  return { schema, ...reply };
}

export function replies<Reply>(): ReplyType<Reply> {
  return {};
}

export function event<Payload>(): EventEntry<Payload> {
  return {};
}

/** The window's side of the contract, derived from it. */
import type { EventName, PayloadOf, ReplyOf, RequestName, RequestOf } from './contract.js';
import type { Result } from './failure.js';

/** The window's side of the requests. */
export type RequestMethods = {
  readonly [R in RequestName]: (request: RequestOf<R>) => Promise<Result<ReplyOf<R>>>;
};

/** The window's side of the events. */
export type EventHandlers = { readonly [E in EventName]: (payload: PayloadOf<E>) => void };

/**
 * The object the preload script gives to the window: a function per request and per event, nothing
 * generic. Subscribing returns the function that unsubscribes.
 *
 * Payloads cross as JSON text: the bridge between the preload script and the page copies objects
 * piece by piece, which for ten thousand connections takes longer than everything else.
 */
export type WindowApi = RequestMethods & {
  readonly [E in EventName as EventMethod<E>]: (
    listener: (payload: JsonOf<PayloadOf<E>>) => void,
  ) => () => void;
};
export type EventMethod<E extends EventName> = `on${Capitalize<E>}`;

declare const parsed: unique symbol;
/** JSON text of a value of that type. */
export type JsonOf<T> = string & { readonly [parsed]?: T };

/** A request, as far as its failures and its response have to be understood. */
import type { OAuthErrorCode } from './outcome.js';
import type { Refusals } from './refusal-forms.js';
import type { Meaning, SentCredential } from './refusal.js';

/** The meaning of each `error` value of a server in response to one kind of message. */
export type ErrorTable = Readonly<Record<string, Meaning>>;

export interface RequestContext {
  readonly endpoint: string;
  readonly errors: ErrorTable;
  /** For an `error` value that `errors` does not name. Default: `request_refused`. */
  readonly otherError?: OAuthErrorCode;
  /** The user's credential in a request to a token endpoint. Default: it goes to another endpoint. */
  readonly sent?: SentCredential | undefined;
  /** The forms in which the server is known to refuse, beside the standard's. */
  readonly refusals?: Refusals | undefined;
  /** The server may have acted though its response is lost. Default: nothing but a broken network. */
  readonly lostResponse?: 'unknown_outcome';
  /** A user has just given this address: if nothing responds there, or it redirects, it may be wrong. */
  readonly firstContact?: boolean;
  /** The body of a success: none to read, or one that may be a signed JWT. Default: a JSON object. */
  readonly body?: 'empty' | 'json_or_jwt';
  /** Status of a success. Default: 200. */
  readonly successStatus?: 201;
  /** The request carries a DPoP proof, and the server may want another nonce in it (RFC 9449 §8). */
  readonly dpop?: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

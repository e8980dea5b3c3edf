/**
 * A sign-in in progress as the window sees it: never its `state`, verifier, nonce or code. A cancelled
 * attempt is no longer listed. All times are milliseconds since 1970 (UTC).
 */
import type { AccountView } from './connection-view.js';
import type { Failure } from './failure.js';

export type AttemptPhase =
  /** Main reads the server's metadata. */
  | { readonly kind: 'preparing' }
  /** The browser is open; the authorization response may come until `expiresAt`. */
  | {
      readonly kind: 'waiting';
      readonly openedAt: number;
      readonly expiresAt: number;
      readonly redirectUri: string;
      readonly method: 'app_link' | 'local_address';
      /** Host of the page the browser opened, in ASCII (punycode), so that look-alikes show. */
      readonly host: string;
      /** Why the browser could not be opened, or which answer came back and is not used; null: neither. */
      readonly trouble: Failure | null;
    }
  /** The user enters a code on any device (RFC 8628). It is shown also beside its link and QR code. */
  | {
      readonly kind: 'waiting_for_code';
      readonly openedAt: number;
      readonly expiresAt: number;
      readonly userCode: string;
      readonly verificationUri: string;
      /** The address with the code in it, for a QR code; null: the server gives none. */
      readonly verificationUriComplete: string | null;
    }
  /** The user agrees on a page of the server, which is asked for the result; nothing comes back by the browser. */
  | {
      readonly kind: 'waiting_for_server';
      readonly openedAt: number;
      readonly expiresAt: number;
      /** Host of the page the browser opened, in ASCII (punycode). */
      readonly host: string;
      /** Why the browser could not be opened; null: nothing has failed. */
      readonly trouble: Failure | null;
    }
  /** A server on the internet names endpoints inside a private network: the user decides whether to go on. */
  | { readonly kind: 'confirm_private_network'; readonly hosts: readonly string[] }
  /** The service has moved since it was connected: the user decides where to go on. */
  | { readonly kind: 'confirm_move'; readonly moves: readonly MovedServer[] }
  /** The authorization response is here and is being exchanged for tokens. */
  | { readonly kind: 'finishing' }
  /** Signing in again returned an account that may be another; the working tokens are untouched. */
  | {
      readonly kind: 'other_account';
      readonly reason: OtherAccountReason;
      readonly expected: AccountView;
      readonly actual: AccountView;
    }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | {
      readonly kind: 'connected';
      readonly connectionId: string;
      /** Null: the service gave none. */
      readonly accountName: string | null;
      /** The account was already listed: its tokens were replaced, and no second connection was added. */
      readonly merged: boolean;
    };

/** Pages for the user, endpoints that tokens are sent to, or the server’s own description. */
export type MovedPart = 'sign_in' | 'tokens' | 'description';

/** In ASCII (punycode), so that look-alikes show; with the scheme where only that differs. */
export interface MovedServer {
  readonly part: MovedPart;
  /** As when the account was connected. */
  readonly from: string;
  readonly to: string;
}

export type OtherAccountReason =
  | 'different'
  /** The service did not say whose account it is, and did when this connection was made. */
  | 'not_identified'
  /** The service never said whose account this connection is, and this one has a connection already. */
  | 'listed_already';

export interface AttemptView {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  /** The connection being signed in again; null for a new one. */
  readonly connectionId: string | null;
  /** The other methods by which this attempt can go on. */
  readonly otherMethods: readonly ('app_link' | 'local_address' | 'device_code')[];
  readonly phase: AttemptPhase;
}

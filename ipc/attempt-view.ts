/**
 * What a window may know of a sign-in in progress: never its state, verifier, nonce or code.
 * A cancelled attempt is simply no longer listed.
 */
import type { AccountView } from './connection-view.js';
import type { Failure } from './failure.js';

export type AttemptPhase =
  /** Asking the server how it signs people in. */
  | { readonly kind: 'preparing' }
  /** The browser has been opened; the answer is awaited until `expiresAt`. */
  | {
      readonly kind: 'waiting';
      readonly openedAt: number;
      readonly expiresAt: number;
      readonly redirectUri: string;
      readonly way: 'app_link' | 'local_address';
      /** Host of the page the browser was sent to, in the form that shows look-alikes (punycode). */
      readonly host: string;
      /** Why the last thing tried did not work, e.g. a pasted address that is not ours. */
      readonly trouble: Failure | null;
    }
  /** The person enters a code on any device (RFC 8628); the code is shown also beside its link and QR code. */
  | {
      readonly kind: 'waiting_for_code';
      readonly openedAt: number;
      readonly expiresAt: number;
      readonly userCode: string;
      readonly verificationUri: string;
      /** With the code in it, for a QR code; null: not offered. */
      readonly verificationUriComplete: string | null;
    }
  /** A server on the internet names endpoints inside a private network: going on is the person's choice. */
  | { readonly kind: 'confirm_private_network'; readonly hosts: readonly string[] }
  /** The answer is here and is being exchanged for tokens. */
  | { readonly kind: 'finishing' }
  /** Signing in again ended at another account; the working tokens are untouched. */
  | { readonly kind: 'other_account'; readonly expected: AccountView; readonly actual: AccountView }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | {
      readonly kind: 'connected';
      readonly connectionId: string;
      readonly accountName: string;
      /** The account was listed already and its tokens were renewed instead of adding a second card. */
      readonly merged: boolean;
    };

export interface AttemptView {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  /** The connection being signed in again; null for a new one. */
  readonly connectionId: string | null;
  /** Other ways this attempt can go on by, besides the one it is on. */
  readonly otherWays: readonly ('app_link' | 'local_address' | 'device_code')[];
  readonly phase: AttemptPhase;
}

/** Where an assertion comes from that is presented in place of a sign-in (RFC 7523 §2.1). */
export type AssertionSource =
  /** A file that the platform replaces before the assertion in it expires. */
  | { readonly kind: 'file'; readonly path: string }
  /** The user's sign-in at their organisation's identity provider, which is another connection. */
  | { readonly kind: 'identity_provider'; readonly connectionId: string };

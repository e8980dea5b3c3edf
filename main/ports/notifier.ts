/**
 * The one notification that may be on the screen. It names service and label only, since others may
 * read it. Needed by connections/views/attention-notifier.ts.
 */
export interface Notifier {
  /** Replaces the one on the screen. */
  show(note: AttentionNotice): void;
  withdraw(): void;
}

/** Problems that only the user can resolve; not what passes by itself (a fault, no network, a locked store). */
export type AttentionReason =
  'ends_soon' | 'ended' | 'needs_sign_in' | 'misconfigured' | 'not_disconnected';

export type AttentionNotice =
  | {
      readonly kind: 'one';
      readonly connectionId: string;
      /** Null: the service's name is all there is. */
      readonly label: string | null;
      readonly serviceName: string;
      readonly reason: AttentionReason;
    }
  | { readonly kind: 'several'; readonly count: number };

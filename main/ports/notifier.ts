/** The one notification that may be on the screen: service and label, nothing that is no one else's business. */
export interface Notifier {
  /** In place of whatever stood there. */
  show(note: AttentionNotice): void;
  withdraw(): void;
}

/** What only the person can mend. Whatever passes by itself (a fault, no network, a locked store) is none of it. */
export type AttentionReason = 'ends_soon' | 'needs_sign_in' | 'misconfigured' | 'not_disconnected';

export type AttentionNotice =
  | {
      readonly kind: 'one';
      readonly connectionId: string;
      /** Null: nothing to call it by but the service. */
      readonly label: string | null;
      readonly serviceName: string;
      readonly reason: AttentionReason;
    }
  | { readonly kind: 'several'; readonly count: number };

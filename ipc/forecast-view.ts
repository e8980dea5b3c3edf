/** The next 90 days of a connection: events that will need the user, and how they are known. Times are milliseconds since 1970. */

export type ForecastSource =
  | { readonly kind: 'server' }
  /** `name` null: it is not said which. */
  | { readonly kind: 'documentation'; readonly name: string | null }
  /** Lanyard has seen it itself. */
  | { readonly kind: 'seen' };

export type ForecastEvent =
  /** Nothing refreshes the access. */
  | { readonly kind: 'access_ends'; readonly at: number }
  /** Nothing refreshes the access, and the server gives no expiry. */
  | { readonly kind: 'access_end_not_known' }
  /** The refresh token ends, `lifeMs` after the sign-in where that is why. */
  | { readonly kind: 'sign_in_by'; readonly at: number; readonly lifeMs: number | null }
  /** As 'sign_in_by', unless a refresh brings a new refresh token that lasts longer. */
  | { readonly kind: 'sign_in_by_perhaps'; readonly at: number }
  /** The client secret of the app's registration ends. */
  | { readonly kind: 'registration_ends'; readonly at: number }
  /** Only if nothing is refreshed for so long. */
  | { readonly kind: 'unused_for'; readonly lifeMs: number }
  /** The last refresh was refused, which is tried again. */
  | { readonly kind: 'refused' };

export interface ForecastEntry {
  readonly event: ForecastEvent;
  readonly source: ForecastSource;
}

export type ForecastView =
  /** Nothing is known: it is ending, locked, or of a newer version. */
  | { readonly kind: 'none' }
  /** It does already. */
  | { readonly kind: 'needs_you_now' }
  | {
      readonly kind: 'expected';
      /** Within the 90 days, the soonest first; those without a time last. */
      readonly entries: readonly ForecastEntry[];
      /** The first one after the 90 days; null: none is known. */
      readonly later: ForecastEntry | null;
      /** Since when it has refreshed itself; null: it has not yet. */
      readonly refreshingSince: number | null;
    };

import type { AuthorizationServer } from '../oauth/authorization-server.js';
import type { Adjustment } from '../connections/service-adjustment.js';

/** Speaks to services that differ from the standard as they want it (main/services/adjustments). */
export interface Adjuster {
  fetch(
    adjustments: readonly Adjustment[],
    setting: { readonly server: AuthorizationServer; readonly clientId: string },
    fetch: typeof globalThis.fetch,
  ): typeof globalThis.fetch;
  authorizationUrl(adjustments: readonly Adjustment[], url: string): string;
  /** One sentence, for support. */
  describe(adjustment: Adjustment): string;
}

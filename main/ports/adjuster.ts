import type { Adjustment } from '../connections/service-adjustment.js';
import type { AuthorizationServer } from '../oauth/authorization-server.js';

/** Adjusts requests and responses of services that differ from the standard. Needed by connections/service-context.ts. */
export interface Adjuster {
  fetch(
    adjustments: readonly Adjustment[],
    context: { readonly server: AuthorizationServer; readonly clientId: string },
    fetch: typeof globalThis.fetch,
  ): typeof globalThis.fetch;
  authorizationUrl(adjustments: readonly Adjustment[], url: string): string;
}

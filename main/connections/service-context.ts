/** The OAuth context for one service: its adjustments around the bounded fetch. */
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import type { OAuthContext } from '../oauth/context.js';
import type { Refusals } from '../oauth/refusal-forms.js';
import type { Adjuster } from '../ports/adjuster.js';
import type { Adjustment } from './service-adjustment.js';

export interface ContextOptions {
  readonly serviceId: string;
  readonly server: AuthorizationServer;
  readonly clientId: string;
  readonly adjustments: readonly Adjustment[];
}

export type ContextFor = (options: ContextOptions) => OAuthContext;

/** @param refusalsOf the forms in which a service of the catalogue refuses; null: it is not there */
export function createContextFor(
  oauth: OAuthContext,
  adjuster: Adjuster,
  refusalsOf: (serviceId: string) => Refusals | null,
): ContextFor {
  return ({ serviceId, server, clientId, adjustments }) => {
    const refusals = refusalsOf(serviceId);
    const fetch =
      adjustments.length === 0
        ? oauth.fetch
        : adjuster.fetch(adjustments, { server, clientId }, oauth.fetch);
    return refusals === null ? { ...oauth, fetch } : { ...oauth, fetch, refusals };
  };
}

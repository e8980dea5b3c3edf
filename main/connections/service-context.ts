/** The network as one service needs it: bounded, and adjusted to where the service differs from the standard. */
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import type { OAuthContext } from '../oauth/context.js';
import type { Adjuster } from '../ports/adjuster.js';
import type { Adjustment } from './service-adjustment.js';

export interface Counterpart {
  readonly server: AuthorizationServer;
  readonly clientId: string;
  readonly adjustments: readonly Adjustment[];
}

export type ContextFor = (counterpart: Counterpart) => OAuthContext;

export function contextsOf(oauth: OAuthContext, adjuster: Adjuster): ContextFor {
  return ({ server, clientId, adjustments }) =>
    adjustments.length === 0
      ? oauth
      : { ...oauth, fetch: adjuster.fetch(adjustments, { server, clientId }, oauth.fetch) };
}

/** The OAuth context for one service: its adjustments around the bounded fetch. */
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import type { OAuthContext } from '../oauth/context.js';
import type { Adjuster } from '../ports/adjuster.js';
import type { Adjustment } from './service-adjustment.js';

export interface ContextOptions {
  readonly server: AuthorizationServer;
  readonly clientId: string;
  readonly adjustments: readonly Adjustment[];
}

export type ContextFor = (options: ContextOptions) => OAuthContext;

export function createContextFor(oauth: OAuthContext, adjuster: Adjuster): ContextFor {
  return ({ server, clientId, adjustments }) =>
    adjustments.length === 0
      ? oauth
      : { ...oauth, fetch: adjuster.fetch(adjustments, { server, clientId }, oauth.fetch) };
}

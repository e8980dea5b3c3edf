/** Samples of what main sends, for tests. It is noon on the 5th of November 2026. */
import type { AttemptPhase, AttemptView } from '../../ipc/attempt-view.js';
import type { ConnectionView } from '../../ipc/connection-view.js';
import type { Failure, FailureCode } from '../../ipc/failure.js';
import type { ScopeView, ServiceView } from '../../ipc/service-view.js';
import type { IntrospectionView, TokenDetailsView } from '../../ipc/token-details-view.js';

export const noon = Date.UTC(2026, 10, 5, 12, 0, 0);
export const minutes = 60_000;
export const days = 24 * 60 * minutes;

export function failure(code: FailureCode, more: Partial<Failure> = {}): Failure {
  return { code, cause: 'HTTP 400', host: 'auth.example.com', serverError: null, ...more };
}

export function connection(more: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: 'ada',
    serviceId: 'practice',
    serviceName: 'Practice service',
    label: 'Ada Lovelace',
    colour: null,
    note: null,
    account: { name: 'Ada Lovelace', email: 'ada@example.com' },
    state: { kind: 'active' },
    lifetime: { kind: 'refreshes', nextRefreshAt: noon + 12 * minutes, endsAfterMs: null },
    permissions: [
      { scope: 'openid', description: 'Know who you are', requested: true, granted: true },
      { scope: 'calendar.write', description: null, requested: true, granted: false },
    ],
    connectedAt: noon - 3 * days,
    lastRefreshedAt: null,
    accessTokenExpiresAt: noon + 15 * minutes,
    hasAccountPage: true,
    canRevoke: true,
    hasSignOutPage: false,
    tokenBinding: { kind: 'not_offered' },
    insufficientAuthentication: null,
    ...more,
  };
}

/** Token details of `connection()`. */
export function tokenDetails(
  introspection: IntrospectionView = { kind: 'not_requested' },
  more: Partial<TokenDetailsView> = {},
): TokenDetailsView {
  return {
    issuer: 'https://auth.example.com',
    clientId: 'desk',
    clientAuthentication: 'none',
    assertion: null,
    grant: 'authorization_code',
    redirectUri: 'app.lanyard.desktop:/callback/practice',
    resource: null,
    subject: 'sub-1',
    tokenType: 'bearer',
    issuedAt: noon,
    expiresAt: noon + 15 * minutes,
    lastRefreshedAt: null,
    accessToken: 'tok_0123456789ab',
    refreshToken: 'tok_ba9876543210',
    refreshTokenExpiresAt: null,
    idToken: null,
    scopesRequested: ['openid', 'email'],
    scopesGranted: ['openid'],
    authorizationDetails: [],
    idTokenClaims: { sub: 'sub-1', amr: ['pwd'] },
    accessTokenClaims: null,
    introspection,
    adjustments: [],
    knownLifetimes: {
      accessTokenMs: null,
      refreshTokenIdleMs: null,
      refreshTokenMaxMs: null,
      graceMs: null,
      rotates: null,
      source: null,
    },
    ...more,
  };
}

export function attempt(phase: AttemptPhase, more: Partial<AttemptView> = {}): AttemptView {
  return {
    id: 'attempt-1',
    serviceId: 'practice',
    serviceName: 'Practice service',
    connectionId: null,
    otherMethods: [],
    phase,
    ...more,
  };
}

export const waiting: Extract<AttemptPhase, { kind: 'waiting' }> = {
  kind: 'waiting',
  openedAt: noon,
  expiresAt: noon + 10 * minutes,
  redirectUri: 'app.lanyard.desktop:/callback/practice',
  method: 'app_link',
  host: 'auth.example.com',
  trouble: null,
};

/** A permission, in no words unless `more` has some. */
export function scope(name: string, more: Partial<ScopeView> = {}): ScopeView {
  return {
    name,
    description: null,
    risk: null,
    adminOnly: null,
    isDefault: false,
    isNeeded: false,
    ...more,
  };
}

export function service(
  id: string,
  name: string,
  source: ServiceView['source'],
  more: Partial<ServiceView> = {},
): ServiceView {
  return {
    id,
    name,
    group: null,
    family: null,
    keywords: [],
    isPopular: false,
    isPractice: false,
    source,
    host: `${id}.example.com`,
    redirectUri: `app.lanyard.desktop:/callback/${id}`,
    setUp: { kind: 'ready' },
    registeredByApp: false,
    hasAdminPage: false,
    scopes: [],
    adjustments: [],
    verified: null,
    ...more,
  };
}

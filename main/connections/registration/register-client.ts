/** Registers the app at a server that has never heard of it, or no longer knows it (RFC 7591). */
import { randomInt } from 'node:crypto';

import type { SignInMethodChoice } from '../../../ipc/contract.js';
import type { AuthorizationServer } from '../../oauth/authorization-server.js';
import type { OAuthContext } from '../../oauth/context.js';
import { type OptionalMember, registerClient } from '../../oauth/dynamic-client-registration.js';
import type { OAuthFailure } from '../../oauth/outcome.js';
import { clientName, type RegisteredClient } from '../../oauth/registered-client.js';
import type { CustomService } from '../custom-service.js';
import { failureFromOAuth, type RequestFailure, type RequestOutcome } from '../failures.js';
import { nothingKnown } from '../service.js';
import { redirectUrisOf } from './redirect-uris.js';

export interface AppRegistration {
  /** Determines the redirect URIs, which are the same at every registration but for their ports. */
  readonly serviceId: string;
  readonly scopes: readonly string[];
  readonly method: SignInMethodChoice;
  /**
   * Local addresses with a port as well: for servers that compare the whole address, as many MCP servers do,
   * though RFC 8252 §7.3 says that any port matches.
   */
  readonly withPorts: boolean;
}

/** The client of a service that the user added. */
export type CustomClient = Pick<
  CustomService,
  'clientId' | 'clientSecret' | 'registered' | 'usesClientMetadata'
>;

/** A server that accepts the app's metadata document needs no registration. */
export function clientByMetadata(url: string): CustomClient {
  return { clientId: url, clientSecret: null, registered: null, usesClientMetadata: true };
}

/** One registration request: its redirect URIs and the members it omits. */
interface RegistrationAttempt {
  readonly redirectUris: readonly string[];
  readonly leaveOut: readonly OptionalMember[];
}

/** Servers limit registrations, so few tries. */
const mostRequests = 3;

/** Asks again for less where the server refuses redirect URIs or members of the registration. */
export async function registerApp(
  server: AuthorizationServer,
  app: AppRegistration,
  oauth: OAuthContext,
): Promise<RequestOutcome<CustomClient & { readonly registered: RegisteredClient }>> {
  const { scopes } = app;
  const send = (registration: RegistrationAttempt) =>
    registerClient(
      { server, scopes, clientName, initialAccessToken: null, ...registration },
      oauth,
    );
  let registration: RegistrationAttempt | null = {
    redirectUris: redirectUrisFor(app),
    leaveOut: [],
  };
  let outcome = await send(registration);
  for (let sent = 1; outcome.kind !== 'ok' && sent < mostRequests; sent += 1) {
    registration = withLess(registration, outcome);
    if (registration === null) break;
    outcome = await send(registration);
  }
  if (outcome.kind !== 'ok') return notRegistered(outcome, app);
  const { clientId, clientSecret } = outcome.value;
  return {
    kind: 'ok',
    value: { clientId, clientSecret, registered: outcome.value, usesClientMetadata: false },
  };
}

/** Null: the server refuses something else, or there is nothing left to leave out. */
function withLess(
  registration: RegistrationAttempt,
  { error }: OAuthFailure,
): RegistrationAttempt | null {
  const { redirectUris, leaveOut } = registration;
  const fewer = fewerRedirectUris(redirectUris);
  const isRedirect = error.code === 'redirect_uri_refused';
  const isRefused = error.code === 'request_refused' || error.code === 'refused_without_reason';
  if (isRefused && leaveOut.length === 0) {
    return { redirectUris, leaveOut: membersToLeaveOut(error.cause) };
  }
  return (isRedirect || isRefused) && fewer !== null ? { redirectUris: fewer, leaveOut } : null;
}

/** Loopback alone, which every server must support (RFC 8252 §7.3); then without ports. */
function fewerRedirectUris(redirectUris: readonly string[]): readonly string[] | null {
  const local = redirectUris.filter((each) => each.startsWith('http:'));
  if (local.length === 0) return null;
  if (local.length < redirectUris.length) return local;
  return local.length > 1 ? local.slice(0, 1) : null;
}

/** Those that have a default; how the app authenticates and gets tokens only if the server names that. */
function membersToLeaveOut(refusal: string): readonly OptionalMember[] {
  const names = (member: RegExp) => member.test(refusal);
  return [
    'application_type',
    'response_types',
    'scope',
    ...(names(/grant.?types?/i) ? (['grant_types'] as const) : []),
    ...(names(/auth.?method/i) ? (['token_endpoint_auth_method'] as const) : []),
  ];
}

/** The user can choose another redirect only where they chose the refused one. */
function notRegistered(outcome: OAuthFailure, { method }: AppRegistration): RequestFailure {
  const failed = failureFromOAuth(outcome);
  const { code } = outcome.error;
  const isRefusal =
    (code === 'redirect_uri_refused' && method !== 'app_link') ||
    ['request_refused', 'refused_without_reason', 'client_refused'].includes(code);
  return isRefusal
    ? { ...failed, failure: { ...failed.failure, code: 'registration_not_accepted' } }
    : failed;
}

/** Both kinds, so that an attempt can change its method; only the chosen one for a server that accepts one kind. */
function redirectUrisFor({ serviceId, method, withPorts }: AppRegistration): readonly string[] {
  const { appLink, localAddress } = redirectUrisOf({ ...nothingKnown, id: serviceId });
  const ported = withPorts ? twoPorts().map((port) => withPort(localAddress, port)) : [];
  const local = [localAddress, ...ported];
  switch (method) {
    case 'app_link':
      return [appLink];
    case 'local_address':
      return local;
    case 'automatic':
    case 'device_code':
    case 'service_account':
    case 'workload_identity':
    case 'enterprise_managed':
      return [appLink, ...local];
  }
}

function withPort(address: string, port: number): string {
  const url = new URL(address);
  url.port = String(port);
  return url.href;
}

/** The second for when the first is taken. Below those that systems hand out by themselves. */
function twoPorts(): readonly [number, number] {
  const first = randomInt(20_000, 32_000);
  return [first, first + 1];
}

/** What has to be known before anyone is asked: the server, our client there, and what is wanted. */
import type {
  AuthorizationServer,
  ClientAuthentication,
} from '../../oauth/authorization-server.js';
import {
  chooseClientAuthentication,
  privateKeyAuthentication,
} from '../../oauth/client-authentication.js';
import type { OAuthContext } from '../../oauth/context.js';
import { discoverAuthorizationServer } from '../../oauth/discovery.js';
import type { OAuthFailure, Outcome } from '../../oauth/outcome.js';
import { createProofKey } from '../../oauth/proof-of-possession.js';
import { authorizationServerFrom } from '../../oauth/server-metadata.js';
import type { AttemptPlan } from './attempt.js';
import { scopesToAsk } from './scopes-to-request.js';
import type { SignInParameters } from '../connection.js';
import { failureOf } from '../failures.js';
import type { ServerSource } from '../service.js';

export async function resolveParameters(
  { service, connection }: AttemptPlan,
  oauth: OAuthContext,
): Promise<Outcome<SignInParameters>> {
  if (!service.client) return misconfigured('client_id_missing');
  const found = await findServer(service.server, oauth);
  if (found.kind !== 'ok') return found;
  const server = found.value;
  const authentication = await authenticationBy(service.client.clientSecret, server);
  if (authentication.kind !== 'ok') return authentication;
  return {
    kind: 'ok',
    value: {
      serviceId: service.id,
      serviceName: service.name,
      server,
      client: { clientId: service.client.clientId, authentication: authentication.value },
      proofKey: await createProofKey(server),
      scopesAsked: scopesToAsk(service, server, connection),
      resource: service.resource,
      adjustments: service.adjustments,
      lifetime: service.lifetime,
      endsSiblings: service.revocation.endsSiblings,
      accountPage: service.accountPage,
    },
  };
}

async function findServer(
  source: ServerSource,
  oauth: OAuthContext,
): Promise<Outcome<AuthorizationServer>> {
  switch (source.kind) {
    case 'known':
      return authorizationServerFrom(source.server);
    case 'discovered':
      return discoverAuthorizationServer(source.address, oauth, source.issuerTemplate);
    case 'not_chosen':
      return misconfigured('client_id_missing');
  }
}

/** What was given as "client secret" may be a private key: nobody has a secret that looks like one. */
async function authenticationBy(
  secretOrKey: string | null,
  server: AuthorizationServer,
): Promise<Outcome<ClientAuthentication>> {
  const isKey =
    secretOrKey !== null && /^\s*(-----BEGIN [A-Z ]*PRIVATE KEY-----|\{)/.test(secretOrKey);
  return isKey
    ? privateKeyAuthentication(server, secretOrKey)
    : { kind: 'ok', value: chooseClientAuthentication(server, secretOrKey) };
}

function misconfigured(code: 'client_id_missing'): OAuthFailure {
  return { kind: 'misconfigured', failure: failureOf(code), retryAfterMs: null };
}

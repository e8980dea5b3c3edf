/** Resolves what a sign-in needs before the user is involved: the server, our client there, and the scopes. */
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
import { type AcceptedProofs, createProofKey } from '../../oauth/proof-of-possession.js';
import { authorizationServerFrom } from '../../oauth/server-metadata.js';
import type { SignInParameters } from '../connection.js';
import {
  failureOf,
  outcomeFromOAuth,
  type RequestFailure,
  type RequestOutcome,
} from '../failures.js';
import { recordDiscoveryAttempts } from '../registration/discovery-attempts.js';
import type { ApiRequirements } from '../registration/protected-api.js';
import type { ServerSource, ServiceClient } from '../service.js';
import type { AttemptPlan } from './attempt.js';
import { scopesToRequest } from './scopes-to-request.js';

export async function resolveParameters(
  plan: AttemptPlan,
  api: Omit<ApiRequirements, 'issuers'>,
  oauth: OAuthContext,
): Promise<RequestOutcome<SignInParameters>> {
  const { service } = plan;
  if (!service.client) return misconfigured('client_id_missing');
  const found = await findServer(service.server, oauth);
  if (found.kind !== 'ok') return found;
  const server = found.value;
  const authentication = await authenticationBy(service.client, server);
  if (authentication.kind !== 'ok') return authentication;
  return {
    kind: 'ok',
    value: {
      serviceId: service.id,
      serviceName: service.name,
      server,
      client: { clientId: service.client.clientId, authentication: authentication.value },
      proofKey: await createProofKey(server, acceptedProofs(plan, api)),
      scopesRequested: scopesToRequest(plan, server, api.scopes),
      resource: service.resource,
      adjustments: service.adjustments,
      lifetime: service.lifetime,
      endsSiblings: service.revocation.endsSiblings,
      accountPage: service.accountPage,
      metadataAddress: service.server.kind === 'discovered' ? service.server.address : undefined,
    },
  };
}

/** The user's choice for the connection comes first: an API may accept proofs without a word about it. */
function acceptedProofs(
  { connection, withoutProof = false }: AttemptPlan,
  api: Pick<ApiRequirements, 'acceptedProofs'>,
): AcceptedProofs {
  if (withoutProof) return null;
  const chosen = connection?.bindTokens ?? null;
  if (chosen === null) return api.acceptedProofs;
  return chosen ? (api.acceptedProofs ?? 'any') : null;
}

async function findServer(
  source: ServerSource,
  oauth: OAuthContext,
): Promise<RequestOutcome<AuthorizationServer>> {
  switch (source.kind) {
    case 'known':
      return outcomeFromOAuth(authorizationServerFrom(source.server));
    case 'discovered': {
      const places = recordDiscoveryAttempts(oauth);
      const found = outcomeFromOAuth(
        await discoverAuthorizationServer(source.address, places.oauth, source.issuerTemplate),
      );
      return found.kind === 'ok' ? found : { ...found, failure: places.explain(found.failure) };
    }
    case 'not_chosen':
      return misconfigured('client_id_missing');
  }
}

/** The user may have entered a private key as the "client secret"; no secret looks like one. */
async function authenticationBy(
  { clientSecret: secretOrKey, registeredFor }: ServiceClient,
  server: AuthorizationServer,
): Promise<RequestOutcome<ClientAuthentication>> {
  const isKey =
    secretOrKey !== null && /^\s*(-----BEGIN [A-Z ]*PRIVATE KEY-----|\{)/.test(secretOrKey);
  return isKey
    ? outcomeFromOAuth(await privateKeyAuthentication(server, secretOrKey))
    : { kind: 'ok', value: chooseClientAuthentication(server, secretOrKey, registeredFor) };
}

function misconfigured(code: 'client_id_missing'): RequestFailure {
  return { kind: 'misconfigured', failure: failureOf(code), retryAfterMs: null };
}

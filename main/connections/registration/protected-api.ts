/** An API as it describes itself to a client without a token: by its challenge and by its metadata (RFC 9728). */
import type { OAuthContext } from '../../oauth/context.js';
import type { Outcome } from '../../oauth/outcome.js';
import type { AcceptedProofs } from '../../oauth/proof-of-possession.js';
import { requestChallenge, type ResourceChallenge } from '../../oauth/resource-challenge.js';
import { discoverResource, type ProtectedResource } from '../../oauth/resource-server-metadata.js';
import { parseAddress } from '../../oauth/server-address.js';
import { outcomeFromOAuth, type RequestOutcome } from '../failures.js';
import type { Service } from '../service.js';

export interface ProtectedApi {
  readonly challenge: ResourceChallenge | null;
  readonly metadata: Outcome<ProtectedResource>;
}

/** @param address as the user typed it */
export async function discoverApi(address: string, oauth: OAuthContext): Promise<ProtectedApi> {
  const url = parseAddress(address);
  if (url.kind !== 'ok') return { challenge: null, metadata: url };
  const challenge = await requestChallenge(url.value, oauth);
  const metadata = await discoverResource(address, oauth, challenge?.metadataLink ?? null);
  return { challenge, metadata };
}

/** The scopes to request for an API, and the servers it trusts now. Null: it does not say. */
export interface ApiRequirements {
  readonly scopes: readonly string[] | null;
  readonly issuers: readonly string[] | null;
  readonly acceptedProofs: AcceptedProofs;
}

/** A service without an API of its own: its server checks the proofs that it offers to bind tokens to. */
export const ownServerRequirements: ApiRequirements = {
  scopes: null,
  issuers: null,
  acceptedProofs: 'any',
};

/**
 * Asks the service's API again, because its scopes and its servers may have changed since it was added.
 * Nothing is known of a service that has no API of its own.
 */
export async function apiRequirements(
  { apiAddress }: Service,
  oauth: OAuthContext,
): Promise<RequestOutcome<ApiRequirements>> {
  if (apiAddress === null) return { kind: 'ok', value: ownServerRequirements };
  const { challenge, metadata } = await discoverApi(apiAddress, oauth);
  if (metadata.kind !== 'ok' && metadata.error.code !== 'metadata_not_found') {
    return outcomeFromOAuth(metadata);
  }
  const known = metadata.kind === 'ok' ? metadata.value : null;
  return {
    kind: 'ok',
    value: {
      scopes: challenge?.scopes ?? known?.scopesSupported ?? null,
      issuers: known?.authorizationServers ?? null,
      acceptedProofs: known?.acceptedProofs ?? challenge?.acceptedProofs ?? null,
    },
  };
}

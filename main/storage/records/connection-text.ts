/**
 * The connection in a description and in a sealed record. Both are authenticated, so a member that
 * the schema refuses is of a newer version: the connection is listed without it, and keeps it.
 */
import type { JsonValue } from '../../../ipc/token-details-view.js';
import type { Connection } from '../../connections/connection.js';
import { UnreadableMembers } from '../../connections/unknown-value.js';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../text/json.js';
import { encodeAs } from '../format/record-text.js';
import { connectionSchema, storedConnection } from './connection-schemas.js';

/** Null: it does not even have an id. */
export function readConnection(stored: JsonValue | undefined): Connection | null {
  const { success, data } = connectionSchema.safeParse(stored);
  if (success) return data;
  return isJsonObject(stored) ? readInPart(stored) : null;
}

export function connectionIn(text: string): Connection | null {
  return readConnection(parseJsonObject(text) ?? undefined);
}

/** Throws as `encodeAs` does. */
export function encodeConnection(connection: Connection): object {
  const encoded = encodeAs(connectionSchema, connection);
  const { standing, ownLabel } = connection;
  if (!(standing instanceof UnreadableMembers)) return encoded;
  // The one member that the user can change while the rest is unreadable.
  return { ...encoded, ...standing.stored, ...(ownLabel !== null && { ownLabel }) };
}

function readInPart(stored: JsonObject): Connection | null {
  const unreadable = Object.entries(storedConnection.shape)
    .filter(([name, member]) => !member.safeParse(stored[name]).success)
    .map(([name]) => name);
  const kept = [...new Set([...unreadable, 'standing'])].map(
    (name) => [name, stored[name]] as const,
  );
  const standIns = standInsFor(stored);
  const replaced = unreadable.map((name) => [name, standIns[name]] as const);
  const { data } = connectionSchema.safeParse({ ...stored, ...Object.fromEntries(replaced) });
  return data ? { ...data, standing: new UnreadableMembers(Object.fromEntries(kept)) } : null;
}

/** Nothing of these is used: the connection is only listed. */
function standInsFor({ account }: JsonObject): JsonObject {
  const known = isJsonObject(account) ? account : {};
  const text = (name: string) => (typeof known[name] === 'string' ? known[name] : null);
  return {
    serviceId: '',
    serviceName: '',
    ownLabel: null,
    account: {
      issuer: text('issuer') ?? '',
      subject: text('subject') ?? '',
      name: text('name'),
      email: text('email'),
    },
    server: {
      issuer: '',
      authorizationEndpoint: null,
      tokenEndpoint: '',
      revocationEndpoint: null,
      introspectionEndpoint: null,
      userinfoEndpoint: null,
      jwksUri: null,
      sendsIssuer: false,
      scopesSupported: null,
      codeChallengeMethodsSupported: null,
      promptValuesSupported: null,
      idTokenSigningAlgorithms: null,
      clientAuthenticationMethods: null,
      isOpenIdProvider: false,
    },
    registration: { clientId: '', clientAuthentication: null, redirectUri: null },
    grant: null,
    resource: null,
    adjustments: [],
    lifetime: {
      accessTokenMs: null,
      refreshTokenIdleMs: null,
      refreshTokenMaxMs: null,
      graceMs: null,
      rotates: null,
      source: null,
    },
    endsSiblings: null,
    accountPage: null,
    scopesAsked: [],
    scopesGranted: [],
    idTokenClaims: null,
    connectedAt: 0,
    lastRenewedAt: null,
    issuedAt: 0,
    accessTokenExpiresAt: null,
    hasRefreshToken: false,
    refreshTokenExpiresAt: null,
    standing: null,
  };
}

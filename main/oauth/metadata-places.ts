/** The places of an authorization server's metadata. */

/**
 * OpenID Connect Discovery §4 appends its well-known part to the issuer's path, RFC 8414 §3.1 inserts it
 * before. RFC 8414 §5 has the former inserted as well, and some servers have the latter appended.
 */
export type MetadataPlace = 'oidc' | 'oauth2' | 'oidc_inserted' | 'oauth2_appended';

/** In the order in which they are requested. Without a path there is no more than one of each. */
export function placesOf({ pathname }: URL): readonly MetadataPlace[] {
  const standard = ['oidc', 'oauth2'] as const;
  return pathname === '/' ? standard : [...standard, 'oidc_inserted', 'oauth2_appended'];
}

/** Null: the library knows it. */
export function addressOf(place: MetadataPlace, issuer: URL): URL | null {
  const path = issuer.pathname.replace(/\/$/, '');
  switch (place) {
    case 'oidc_inserted':
      return new URL(`/.well-known/openid-configuration${path}`, issuer);
    case 'oauth2_appended':
      return new URL(`${path}/.well-known/oauth-authorization-server`, issuer);
    case 'oidc':
    case 'oauth2':
      return null;
  }
}

export function isOfOpenId(place: MetadataPlace): boolean {
  return place === 'oidc' || place === 'oidc_inserted';
}

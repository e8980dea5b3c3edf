/**
 * The facts that a definition states or lists as not known, so that a gap is a decision and never an
 * oversight. What a server's own metadata tells needs neither.
 */
import * as z from 'zod';

export const definitionFact = z.enum([
  'secret',
  'authMethod',
  'pkce',
  'scopes',
  'redirect',
  'accessTokenLifetime',
  'refreshTokenLifetime',
  'rotation',
  'deadRefreshToken',
  'wrongClient',
  'revocation',
  'userinfo',
  'manageUrl',
]);
export type DefinitionFact = z.infer<typeof definitionFact>;

type Some<Names extends string> = { readonly [name in Names]?: unknown };

/** A definition, as far as these facts depend on it. */
type Fields = Some<
  'secret' | 'registration' | 'authMethod' | 'pkce' | 'scopes' | 'redirect' | 'manageUrl'
> & {
  readonly endpoints?: Some<'revoke' | 'userinfo'> | undefined;
  readonly lifetime?:
    Some<'accessTokenMs' | 'refreshTokenIdleMs' | 'refreshTokenMaxMs' | 'rotates'> | undefined;
  readonly refusals?: Some<'deadRefreshToken' | 'wrongClient'> | undefined;
};

export function isStated(fact: DefinitionFact, definition: Fields): boolean {
  const { endpoints, lifetime, refusals } = definition;
  switch (fact) {
    case 'secret':
    case 'scopes':
    case 'redirect':
      // Where the app registers itself, it does so with what the server offers.
      return definition[fact] !== undefined || definition.registration === 'by_app';
    case 'authMethod':
    case 'pkce':
      return definition[fact] !== undefined || endpoints === undefined;
    case 'manageUrl':
      return definition.manageUrl !== undefined;
    case 'accessTokenLifetime':
      return lifetime?.accessTokenMs !== undefined;
    case 'refreshTokenLifetime':
      return (
        lifetime?.rotates === 'no_refresh_token' ||
        lifetime?.refreshTokenIdleMs !== undefined ||
        lifetime?.refreshTokenMaxMs !== undefined
      );
    case 'rotation':
      return lifetime?.rotates !== undefined;
    case 'deadRefreshToken':
      return lifetime?.rotates === 'no_refresh_token' || refusals?.deadRefreshToken !== undefined;
    case 'wrongClient':
      return refusals?.wrongClient !== undefined;
    case 'revocation':
      return endpoints === undefined || endpoints.revoke !== undefined;
    case 'userinfo':
      return endpoints === undefined || endpoints.userinfo !== undefined;
  }
}

import { catalogueText } from '../../messages/catalogue-text.js';
import { formatMessage } from '../../messages/format.js';
import { usualScopeMessage } from '../../messages/usual-scopes.js';

/**
 * A scope in the service's own words, else in those of OpenID Connect; null: nobody knows it.
 * @param descriptions those of the service, by scope
 */
export function describeScope(
  scope: string,
  descriptions: Readonly<Record<string, string>>,
): string | null {
  const usual = usualScopeMessage(scope);
  // A server names its scopes as it likes, also `constructor`.
  const own = Object.hasOwn(descriptions, scope) ? descriptions[scope] : undefined;
  return own === undefined ? usual && formatMessage(usual) : catalogueText(own);
}

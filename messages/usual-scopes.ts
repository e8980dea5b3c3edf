import type { MessageId } from './message-id.js';

/** The scopes of OpenID Connect Core §5.4 and §11, which mean the same at every service. */
const usualScopes = {
  openid: 'scope.openid',
  profile: 'scope.profile',
  email: 'scope.email',
  address: 'scope.address',
  phone: 'scope.phone',
  offline_access: 'scope.offline_access',
} as const satisfies Record<string, MessageId>;

/** The words for a scope where the service has none of its own; null: nobody knows it. */
export function usualScopeMessage(scope: string): MessageId | null {
  return Object.hasOwn(usualScopes, scope) ? usualScopes[scope as keyof typeof usualScopes] : null;
}

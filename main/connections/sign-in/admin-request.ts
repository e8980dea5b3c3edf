/** "Ask my admin": a message to forward where only an administrator can consent. */
import type { Failure } from '../../../ipc/failure.js';
import { formatMessage } from '../../../messages/format.js';
import { describeScope } from '../describe-scope.js';
import type { Service } from '../service.js';

/** The access a sign-in requested. */
export interface RequestedAccess {
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/**
 * Entra's AADSTS65001 wants consent from the user or an administrator; only the requested scopes
 * tell that it has to be an administrator. Other failures are returned unchanged.
 */
export function withAdminConsent(
  failure: Failure,
  service: Service,
  { scopes }: RequestedAccess,
): Failure {
  const isConsent = /\bAADSTS65001\b/.test(failure.cause);
  return isConsent && scopes.some((scope) => isAdminOnly(service, scope))
    ? { ...failure, code: 'admin_consent_needed' }
    : failure;
}

/** Plain text without a token, code or state: it is meant for somebody else. */
export function adminRequest(service: Service, { clientId, scopes }: RequestedAccess): string {
  const { name, adminConsentUrl } = service;
  const permissions = scopes.map((scope) => permission(service, scope)).join('\n');
  return [
    formatMessage('adminRequest.greeting'),
    formatMessage('adminRequest.request', { service: name }),
    ...(scopes.length > 0 ? [formatMessage('adminRequest.permissions', { permissions })] : []),
    adminConsentUrl === null
      ? formatMessage('adminRequest.client', { service: name, clientId })
      : formatMessage('adminRequest.approve', { url: consentPage(adminConsentUrl, clientId) }),
    formatMessage('adminRequest.thanks'),
  ].join('\n\n');
}

function permission(service: Service, scope: string): string {
  const text = describeScope(scope, service.scopeDescriptions);
  const adminOnly = isAdminOnly(service, scope);
  if (text === null) {
    return formatMessage(adminOnly ? 'adminRequest.adminScope' : 'adminRequest.scope', { scope });
  }
  const id = adminOnly ? 'adminRequest.adminPermission' : 'adminRequest.permission';
  return formatMessage(id, { permission: text, scope });
}

function isAdminOnly({ scopeOptions }: Service, scope: string): boolean {
  return scopeOptions.some((each) => each.name === scope && each.adminOnly === true);
}

function consentPage(address: string, clientId: string): string {
  const url = new URL(address);
  url.searchParams.set('client_id', clientId);
  return url.href;
}

/** "Ask my admin": a message to forward where only an administrator can consent. */
import type { Failure } from '../../../ipc/failure.js';
import { formatMessage } from '../../../messages/format.js';
import { isScopeToken } from '../../oauth/scope.js';
import { describeScope } from '../describe-scope.js';
import { hostOfServer, type Service } from '../service.js';

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

/** More than anyone reads; the rest is counted. */
const mostListed = 40;

/**
 * Plain text without a token, code or state: it is meant for somebody else, who takes each sentence for
 * the user's. So whatever a server, a file or an address may have made up is a quoted token in it.
 */
export function adminRequest(service: Service, { clientId, scopes }: RequestedAccess): string {
  const { adminConsentUrl } = service;
  const name = nameInMessage(service);
  const listed = scopes.slice(0, mostListed).map((scope) => permission(service, scope));
  const count = scopes.length - mostListed;
  if (count > 0) listed.push(formatMessage('adminRequest.otherScopes', { count }));
  const permissions = listed.join('\n');
  return [
    formatMessage('adminRequest.greeting'),
    formatMessage('adminRequest.request', { service: name }),
    ...(scopes.length > 0 ? [formatMessage('adminRequest.permissions', { permissions })] : []),
    adminConsentUrl === null
      ? clientOf(name, clientId)
      : formatMessage('adminRequest.approve', { url: consentPage(adminConsentUrl, clientId) }),
    formatMessage('adminRequest.thanks'),
  ].join('\n\n');
}

/** Names that ship with the app are ours; any other may say anything, so its server stands beside it. */
export function nameInMessage({ source, name, server }: Service): string {
  const host = source === 'shipped' ? null : hostOfServer(server);
  if (host === null || name === host) return name;
  return formatMessage('adminRequest.namedService', {
    name: name.replaceAll(/[“”„"«»]/g, '’'),
    host,
  });
}

function clientOf(service: string, clientId: string): string {
  return isScopeToken(clientId)
    ? formatMessage('adminRequest.client', { service, clientId })
    : formatMessage('adminRequest.unnamedClient', { service });
}

/** The words of a service that does not ship with the app stay out: they could be any sentence. */
function permission(service: Service, name: string): string {
  const isValid = isScopeToken(name);
  const scope = isValid
    ? formatMessage('adminRequest.quotedScope', { scope: name })
    : formatMessage('adminRequest.invalidScope');
  const words = service.source === 'shipped' ? service.scopeDescriptions : {};
  const text = isValid ? describeScope(name, words) : null;
  const adminOnly = isAdminOnly(service, name);
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

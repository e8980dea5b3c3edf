/** "Ask my admin": a message to hand on, for where only an administrator can allow the access. */
import type { Failure } from '../../../ipc/failure.js';
import type { Service } from '../service.js';

/** What a sign-in asked for. */
export interface Asked {
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/**
 * Entra's AADSTS65001 has the user or an administrator consent; that it has to be an administrator
 * shows only by what was asked for. Other failures stay what they are.
 */
export function seenWithAdminScopes(failure: Failure, service: Service, asked: Asked): Failure {
  const isConsent = /\bAADSTS65001\b/.test(failure.cause);
  return isConsent && asked.scopes.some((scope) => isAdminOnly(service, scope))
    ? { ...failure, code: 'admin_consent_needed' }
    : failure;
}

/** Plain text without a token, a code or a state in it: it goes to somebody else. */
export function adminRequest(service: Service, asked: Asked): string {
  const { name, adminConsentUrl } = service;
  const permissions = asked.scopes.map((scope) => `- ${permission(service, scope)}`);
  const what = permissions.length > 0 ? [`It asks to:`, ...permissions, ''] : [];
  const where =
    adminConsentUrl === null
      ? [`The client ID of Lanyard at ${name} is ${asked.clientId}.`]
      : ['You can approve it here:', consentPage(adminConsentUrl, asked.clientId)];
  return [
    'Hello,',
    '',
    `I would like to connect my account at ${name} with Lanyard, an app on my computer. ${name} says that an administrator has to approve this first.`,
    '',
    ...what,
    ...where,
    '',
    'Thank you',
  ].join('\n');
}

function permission(service: Service, scope: string): string {
  const words = service.scopeWords[scope];
  const who = isAdminOnly(service, scope) ? '; only an administrator can allow this' : '';
  return words === undefined ? `${scope}${who}` : `${words} (${scope}${who})`;
}

function isAdminOnly({ scopeOptions }: Service, scope: string): boolean {
  return scopeOptions.some((each) => each.name === scope && each.adminOnly === true);
}

function consentPage(address: string, clientId: string): string {
  const url = new URL(address);
  url.searchParams.set('client_id', clientId);
  return url.href;
}

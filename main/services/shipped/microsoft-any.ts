import type { ServiceDefinitionInput } from '../service-definition.js';
import { day } from './durations.js';
import { microsoft } from './microsoft.js';

export const microsoftAny = {
  id: 'microsoft-any',
  name: 'Microsoft (any account)',
  group: 'Mail, calendar and files',
  family: 'Microsoft',
  keywords: ['Outlook', 'Teams', 'Office 365', 'OneDrive', 'Entra', 'Azure'],
  popular: true,
  // For apps registered for all tenants and for personal accounts; each tenant is an issuer of its own.
  issuer: 'https://login.microsoftonline.com/common/v2.0',
  issuerTemplate: 'https://login.microsoftonline.com/{tenantid}/v2.0',
  secret: 'no',
  scopes: microsoft.scopes,
  selectAccountParams: { prompt: 'select_account' },
  offline: { scope: 'offline_access' },
  redirect: { ways: ['app_link', 'local_address'], loopbackHost: 'localhost' },
  lifetime: { refreshTokenIdleMs: 90 * day, source: 'rclone documentation, OneDrive' },
  adminConsentUrl: 'https://login.microsoftonline.com/organizations/adminconsent',
  docsUrl: 'https://learn.microsoft.com/entra/identity-platform/quickstart-register-app',
  registerUrl: 'https://aka.ms/appregistrations',
  takenFrom:
    'Microsoft identity platform, OpenID Connect (common, organizations, consumers); oauth4webapi pull request 131; rclone',
  notKnown: ['accessTokenLifetime', 'rotation', 'deadRefreshToken', 'wrongClient', 'manageUrl'],
} satisfies ServiceDefinitionInput;

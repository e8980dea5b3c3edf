import type { ServiceDefinitionInput } from '../service-definition.js';
import { day } from './durations.js';
import { offlineAccess, openidScopes } from './openid-scopes.js';

export const microsoftWork = {
  id: 'microsoft-work',
  name: 'Microsoft (work or school account)',
  group: 'Mail, calendar and files',
  family: 'Microsoft',
  keywords: ['Outlook', 'Teams', 'Office 365', 'SharePoint', 'Entra', 'Azure'],
  popular: true,
  issuer: 'https://login.microsoftonline.com/{tenant}/v2.0',
  // Metadata of the tenant "organizations" names this instead: each tenant is an issuer of its own. That
  // of a tenant by its domain names its number.
  issuerTemplate: 'https://login.microsoftonline.com/{tenantid}/v2.0',
  variables: [
    {
      name: 'tenant',
      words:
        'Directory (tenant) ID, shown beside the client ID where the app was registered, the domain of your organisation, or “organizations” if it was registered for all',
      example: '11111111-2222-3333-4444-555555555555',
    },
  ],
  secret: 'no',
  scopes: [
    ...openidScopes,
    offlineAccess,
    { name: 'User.Read', words: 'See your profile', risk: 'reads' },
    { name: 'Mail.Read', words: 'Read your mail', risk: 'reads' },
    { name: 'Mail.Send', words: 'Send mail as you', risk: 'changes' },
    { name: 'Calendars.Read', words: 'See your calendars', risk: 'reads' },
    { name: 'Calendars.ReadWrite', words: 'See and change your calendars', risk: 'changes' },
    { name: 'Files.Read', words: 'See and download your files', risk: 'reads' },
    { name: 'Files.ReadWrite', words: 'See, change and delete your files', risk: 'changes' },
    {
      name: 'Directory.Read.All',
      words: 'See everyone and everything in your organisation’s directory',
      risk: 'reads',
      adminOnly: true,
    },
  ],
  selectAccountParams: { prompt: 'select_account' },
  offline: { scope: 'offline_access' },
  redirect: { ways: ['app_link', 'local_address'], loopbackHost: 'localhost' },
  lifetime: { refreshTokenIdleMs: 90 * day, source: 'rclone documentation, OneDrive' },
  adminConsentUrl: 'https://login.microsoftonline.com/{tenant}/adminconsent',
  docsUrl: 'https://learn.microsoft.com/entra/identity-platform/quickstart-register-app',
  registerUrl: 'https://aka.ms/appregistrations',
  verified: {
    date: '2026-11-21',
    source:
      'Microsoft identity platform; Nango providers.yaml; arctic v3.7.0; Thunderbird OAuth2Providers; GNOME Online Accounts; rclone',
  },
  notKnown: ['accessTokenLifetime', 'rotation', 'deadRefreshToken', 'wrongClient', 'manageUrl'],
} satisfies ServiceDefinitionInput;

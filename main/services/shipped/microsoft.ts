import type { ServiceDefinitionInput } from '../service-definition.js';
import { day } from './durations.js';
import { offlineAccess, openidScopes } from './openid-scopes.js';

export const microsoft = {
  id: 'microsoft',
  name: 'Microsoft (personal account)',
  group: 'Mail, calendar and files',
  family: 'Microsoft',
  keywords: ['Outlook', 'OneDrive', 'Hotmail', 'Live', 'Office 365'],
  popular: true,
  // The tenant of all personal accounts.
  issuer: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0',
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
  ],
  selectAccountParams: { prompt: 'select_account' },
  offline: { scope: 'offline_access' },
  redirect: { ways: ['app_link', 'local_address'], loopbackHost: 'localhost' },
  lifetime: { refreshTokenIdleMs: 90 * day, source: 'rclone documentation, OneDrive' },
  manageUrl: 'https://account.live.com/consent/Manage',
  docsUrl: 'https://learn.microsoft.com/entra/identity-platform/quickstart-register-app',
  registerUrl: 'https://aka.ms/appregistrations',
  verified: {
    date: '2026-11-21',
    source:
      'Microsoft identity platform, ID token claims (tenant of personal accounts); Nango providers.yaml; Thunderbird OAuth2Providers; GNOME Online Accounts; rclone',
  },
  notKnown: ['accessTokenLifetime', 'rotation', 'deadRefreshToken', 'wrongClient'],
} satisfies ServiceDefinitionInput;

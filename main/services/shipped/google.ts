import type { ServiceDefinitionInput } from '../service-definition.js';
import { openidScopes } from './openid-scopes.js';

export const google = {
  id: 'google',
  name: 'Google',
  group: 'Mail, calendar and files',
  keywords: ['Gmail', 'Drive', 'YouTube', 'Calendar', 'Photos'],
  popular: true,
  issuer: 'https://accounts.google.com',
  secret: 'not_confidential',
  scopes: [
    ...openidScopes,
    {
      name: 'https://www.googleapis.com/auth/gmail.readonly',
      words: 'Read your mail',
      risk: 'reads',
    },
    {
      name: 'https://mail.google.com/',
      words: 'Read, send and delete your mail',
      risk: 'controls',
    },
    {
      name: 'https://www.googleapis.com/auth/calendar.readonly',
      words: 'See your calendars',
      risk: 'reads',
    },
    {
      name: 'https://www.googleapis.com/auth/calendar',
      words: 'See and change your calendars',
      risk: 'changes',
    },
    {
      name: 'https://www.googleapis.com/auth/contacts.readonly',
      words: 'See your contacts',
      risk: 'reads',
    },
    {
      name: 'https://www.googleapis.com/auth/drive.readonly',
      words: 'See and download all your files in Google Drive',
      risk: 'reads',
    },
    {
      name: 'https://www.googleapis.com/auth/drive.file',
      words: 'See and change the files in Google Drive you use with this app',
      risk: 'changes',
    },
  ],
  selectAccountParams: { prompt: 'select_account' },
  offline: { params: { access_type: 'offline', prompt: 'consent' } },
  // For a client of the type "Desktop app"; other types of client have custom URI schemes.
  redirect: { ways: ['local_address'], loopbackHost: '127.0.0.1' },
  manageUrl: 'https://myaccount.google.com/connections',
  docsUrl: 'https://developers.google.com/identity/protocols/oauth2/native-app',
  registerUrl: 'https://console.cloud.google.com/auth/clients/create',
  takenFrom:
    'Google, loopback migration guide and OAuth for desktop apps; Nango providers.yaml; arctic v3.7.0; Thunderbird OAuth2Providers',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
  ],
} satisfies ServiceDefinitionInput;

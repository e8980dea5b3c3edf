import type { ServiceDefinitionInput } from '../service-definition.js';

export const nextcloud = {
  id: 'nextcloud',
  name: 'Nextcloud',
  group: 'Mail, calendar and files',
  issuer: 'https://{host}',
  endpoints: {
    authorize: 'https://{host}/apps/oauth2/authorize',
    token: 'https://{host}/apps/oauth2/api/v1/token',
    userinfo: {
      url: 'https://{host}/ocs/v2.php/cloud/user?format=json',
      idPath: 'ocs.data.id',
      namePath: 'ocs.data.displayname',
      emailPath: 'ocs.data.email',
    },
  },
  variables: [{ name: 'host', words: 'Address of your Nextcloud', example: 'cloud.example.com' }],
  // An administrator registers the app.
  secret: 'required',
  scopes: [],
  manageUrl: 'https://{host}/settings/user/security',
  docsUrl: 'https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/oauth2.html',
  registerUrl: 'https://{host}/settings/admin/security',
  takenFrom: 'Auth.js; Socialite Providers',
  notKnown: [
    'authMethod',
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
  ],
} satisfies ServiceDefinitionInput;

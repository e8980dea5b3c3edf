import type { ServiceDefinitionInput } from '../service-definition.js';
import { hour } from './durations.js';

export const dropbox = {
  id: 'dropbox',
  name: 'Dropbox',
  group: 'Mail, calendar and files',
  popular: true,
  issuer: 'https://www.dropbox.com',
  endpoints: {
    authorize: 'https://www.dropbox.com/oauth2/authorize',
    token: 'https://api.dropboxapi.com/oauth2/token',
    revoke: { url: 'https://api.dropboxapi.com/2/auth/token/revoke', style: 'bearer' },
    userinfo: {
      url: 'https://api.dropboxapi.com/2/users/get_current_account',
      method: 'post',
      idPath: 'account_id',
      namePath: 'name.display_name',
      emailPath: 'email',
    },
  },
  // With PKCE, a refresh needs no secret either.
  secret: 'no',
  pkce: 'ok',
  scopes: [
    {
      name: 'account_info.read',
      words: 'See your name and e-mail address',
      risk: 'reads',
      default: true,
    },
    {
      name: 'files.metadata.read',
      words: 'See the names of your files and folders',
      risk: 'reads',
    },
    { name: 'files.content.read', words: 'See and download your files', risk: 'reads' },
    { name: 'files.content.write', words: 'Change and delete your files', risk: 'changes' },
    { name: 'sharing.read', words: 'See what you share and with whom', risk: 'reads' },
    { name: 'sharing.write', words: 'Change what you share and with whom', risk: 'controls' },
  ],
  offline: { params: { token_access_type: 'offline' } },
  redirect: { ways: ['local_address'], loopbackHost: 'localhost' },
  lifetime: {
    accessTokenMs: 4 * hour,
    refreshTokenMaxMs: 'no_end',
    source: 'remotestorage.js issue 1267; dropbox-sdk-python pull request 544',
  },
  refusals: {
    deadRefreshToken: 'standard',
    wrongClient: 'standard',
    source: 'dropbox-sdk-dotnet pull request 384; dropbox-sdk-python pull request 544',
  },
  manageUrl: 'https://www.dropbox.com/account/connected_apps',
  docsUrl: 'https://www.dropbox.com/developers/apps',
  registerUrl: 'https://www.dropbox.com/developers/apps/create',
  takenFrom:
    'Nango providers.yaml; arctic v3.7.0; simov/grant; rclone documentation, Dropbox; dropbox-sdk-python pull request 187',
  notKnown: ['authMethod', 'rotation'],
} satisfies ServiceDefinitionInput;

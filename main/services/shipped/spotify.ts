import type { ServiceDefinitionInput } from '../service-definition.js';

export const spotify = {
  id: 'spotify',
  name: 'Spotify',
  group: 'Media',
  popular: true,
  issuer: 'https://accounts.spotify.com',
  endpoints: {
    authorize: 'https://accounts.spotify.com/authorize',
    token: 'https://accounts.spotify.com/api/token',
    userinfo: {
      url: 'https://api.spotify.com/v1/me',
      idPath: 'id',
      namePath: 'display_name',
      emailPath: 'email',
    },
  },
  secret: 'no',
  pkce: 'ok',
  scopes: [
    { name: 'user-read-email', words: 'See your e-mail address', risk: 'reads', default: true },
    { name: 'user-read-private', words: 'See your country and subscription', risk: 'reads' },
    { name: 'playlist-read-private', words: 'See your private playlists', risk: 'reads' },
    { name: 'playlist-modify-private', words: 'Change your private playlists', risk: 'changes' },
    { name: 'user-library-read', words: 'See what you saved', risk: 'reads' },
    { name: 'user-read-playback-state', words: 'See what is playing', risk: 'reads' },
    {
      name: 'user-modify-playback-state',
      words: 'Start, stop and change what is playing',
      risk: 'changes',
    },
  ],
  // Spotify refuses `localhost`.
  redirect: { loopbackHost: '127.0.0.1' },
  manageUrl: 'https://www.spotify.com/account/apps/',
  docsUrl: 'https://developer.spotify.com/documentation/web-api/concepts/apps',
  registerUrl: 'https://developer.spotify.com/dashboard/create',
  takenFrom: 'Spotify, redirect URIs; Nango providers.yaml; arctic v3.7.0; simov/grant',
  notKnown: [
    'authMethod',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
  ],
} satisfies ServiceDefinitionInput;

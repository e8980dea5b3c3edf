import type { ServiceDefinitionInput } from '../service-definition.js';

export const github = {
  id: 'github',
  name: 'GitHub',
  group: 'Code',
  popular: true,
  issuer: 'https://github.com',
  endpoints: {
    authorize: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
    revoke: { url: 'https://api.github.com/credentials/revoke', style: 'github' },
    userinfo: {
      url: 'https://api.github.com/user',
      idPath: 'id',
      namePath: 'login',
      emailPath: 'email',
    },
    device: 'https://github.com/login/device/code',
  },
  pkce: 'ok',
  scopes: [
    { name: 'read:user', words: 'See your profile', risk: 'reads', default: true },
    { name: 'user:email', words: 'See your e-mail addresses', risk: 'reads' },
    {
      name: 'repo',
      words: 'See and change all your repositories, private ones too',
      risk: 'controls',
    },
    { name: 'gist', words: 'Create and change gists', risk: 'changes' },
    {
      name: 'notifications',
      words: 'See your notifications and mark them as read',
      risk: 'changes',
    },
    { name: 'read:org', words: 'See which organisations and teams you are in', risk: 'reads' },
    {
      name: 'workflow',
      words: 'Change the automatic workflows of your repositories',
      risk: 'controls',
    },
    { name: 'delete_repo', words: 'Delete your repositories', risk: 'controls' },
  ],
  selectAccountParams: { prompt: 'select_account' },
  adjustments: ['scopes_in_answer', 'github_errors'],
  redirect: { ways: ['app_link', 'local_address'], loopbackHost: '127.0.0.1' },
  manageUrl: 'https://github.com/settings/applications',
  docsUrl: 'https://docs.github.com/apps/oauth-apps/building-oauth-apps/creating-an-oauth-app',
  registerUrl: 'https://github.com/settings/applications/new',
  verified: {
    date: '2026-11-21',
    source:
      'GitHub, REST API revocation and OAuth app errors; Nango providers.yaml; arctic v3.7.0; Git Credential Manager; GitHub Desktop',
  },
  notKnown: [
    'secret',
    'authMethod',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
  ],
} satisfies ServiceDefinitionInput;

import type { ServiceDefinitionInput } from '../service-definition.js';

export const bitbucket = {
  id: 'bitbucket',
  name: 'Bitbucket',
  group: 'Code',
  issuer: 'https://bitbucket.org',
  endpoints: {
    authorize: 'https://bitbucket.org/site/oauth2/authorize',
    token: 'https://bitbucket.org/site/oauth2/access_token',
    userinfo: {
      url: 'https://api.bitbucket.org/2.0/user',
      idPath: 'uuid',
      namePath: 'display_name',
    },
  },
  secret: 'required',
  scopes: [
    { name: 'account', words: 'See your profile', risk: 'reads', default: true },
    { name: 'email', words: 'See your e-mail addresses', risk: 'reads' },
    { name: 'repository', words: 'Download your repositories', risk: 'reads' },
    { name: 'repository:write', words: 'Download and change your repositories', risk: 'changes' },
    { name: 'pullrequest', words: 'See pull requests', risk: 'reads' },
  ],
  // The port has to be the registered one.
  redirect: { ways: ['local_address'], loopbackHost: 'localhost', fixedPorts: [34_106] },
  refusals: {
    deadRefreshToken: [
      { body: { error: 'invalid_request', error_description: 'Invalid refresh_token' } },
    ],
    source: 'readthedocs.org issue 2992',
  },
  docsUrl: 'https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/',
  takenFrom: 'Nango providers.yaml; arctic v3.7.0; simov/grant; Git Credential Manager',
  notKnown: [
    'authMethod',
    'pkce',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

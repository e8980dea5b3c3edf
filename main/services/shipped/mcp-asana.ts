import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpAsana = {
  id: 'mcp-asana',
  name: 'Asana (MCP)',
  group: 'MCP servers',
  issuer: 'https://app.asana.com',
  endpoints: {
    authorize: 'https://app.asana.com/-/oauth_authorize',
    token: 'https://app.asana.com/-/oauth_token',
    revoke: 'https://app.asana.com/-/oauth_revoke',
  },
  resource: 'https://mcp.asana.com/v2',
  // It registers no app by itself.
  secret: 'required',
  authMethod: 'post',
  scopes: [],
  docsUrl: 'https://developers.asana.com/docs/using-asanas-mcp-server',
  takenFrom: 'Nango providers.yaml, Asana (MCP); Asana, OAuth (developers.asana.com)',
  notKnown: [
    'pkce',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'userinfo',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

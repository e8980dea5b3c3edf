import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpHubspot = {
  id: 'mcp-hubspot',
  name: 'HubSpot (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.hubspot.com',
  endpoints: {
    authorize: 'https://mcp.hubspot.com/oauth/authorize/user',
    token: 'https://mcp.hubspot.com/oauth/v3/token',
  },
  resource: 'https://mcp.hubspot.com',
  // It registers no app by itself.
  secret: 'required',
  docsUrl: 'https://developers.hubspot.com/mcp',
  takenFrom: 'Nango providers.yaml, HubSpot (MCP)',
  notKnown: [
    'authMethod',
    'pkce',
    'scopes',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'userinfo',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

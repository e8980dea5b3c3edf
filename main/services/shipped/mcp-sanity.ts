import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpSanity = {
  id: 'mcp-sanity',
  name: 'Sanity (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.sanity.io',
  resource: 'https://mcp.sanity.io',
  registration: 'by_app',
  docsUrl: 'https://www.sanity.io/docs',
  takenFrom: 'Nango providers.yaml, Sanity (MCP)',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

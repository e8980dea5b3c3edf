import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpAttio = {
  id: 'mcp-attio',
  name: 'Attio (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.attio.com',
  resource: 'https://mcp.attio.com/mcp',
  registration: 'by_app',
  docsUrl: 'https://docs.attio.com/',
  takenFrom: 'Nango providers.yaml, Attio (MCP); awesome-remote-mcp-servers',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

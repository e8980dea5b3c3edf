import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpCanva = {
  id: 'mcp-canva',
  name: 'Canva (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.canva.com',
  resource: 'https://mcp.canva.com/mcp',
  registration: 'by_app',
  docsUrl: 'https://www.canva.dev/docs/',
  takenFrom: 'Nango providers.yaml; awesome-remote-mcp-servers',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

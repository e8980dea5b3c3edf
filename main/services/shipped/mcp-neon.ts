import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpNeon = {
  id: 'mcp-neon',
  name: 'Neon (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.neon.tech',
  resource: 'https://mcp.neon.tech/mcp',
  registration: 'by_app',
  docsUrl: 'https://neon.com/docs/ai/neon-mcp-server',
  takenFrom: 'awesome-remote-mcp-servers',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

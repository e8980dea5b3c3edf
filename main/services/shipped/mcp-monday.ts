import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpMonday = {
  id: 'mcp-monday',
  name: 'monday.com (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.monday.com',
  resource: 'https://mcp.monday.com/sse',
  registration: 'by_app',
  docsUrl: 'https://support.monday.com/',
  takenFrom: 'Anthropic, remote MCP servers (docs.claude.com); awesome-remote-mcp-servers',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

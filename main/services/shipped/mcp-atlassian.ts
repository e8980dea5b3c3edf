import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpAtlassian = {
  id: 'mcp-atlassian',
  name: 'Atlassian (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.atlassian.com',
  resource: 'https://mcp.atlassian.com/v1/sse',
  registration: 'by_app',
  docsUrl: 'https://www.atlassian.com/platform/remote-mcp-server',
  takenFrom: 'Anthropic, remote MCP servers; awesome-remote-mcp-servers',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpSquare = {
  id: 'mcp-square',
  name: 'Square (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.squareup.com',
  resource: 'https://mcp.squareup.com/sse',
  registration: 'by_app',
  docsUrl: 'https://developer.squareup.com/docs/mcp',
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

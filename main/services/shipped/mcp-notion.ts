import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpNotion = {
  id: 'mcp-notion',
  name: 'Notion (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.notion.com',
  resource: 'https://mcp.notion.com/mcp',
  registration: 'by_app',
  docsUrl: 'https://developers.notion.com/docs/mcp',
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

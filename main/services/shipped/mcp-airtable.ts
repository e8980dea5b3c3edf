import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpAirtable = {
  id: 'mcp-airtable',
  name: 'Airtable (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.airtable.com',
  resource: 'https://mcp.airtable.com/mcp',
  registration: 'by_app',
  docsUrl: 'https://support.airtable.com/',
  takenFrom: 'Dust documentation, Airtable; awesome-remote-mcp-servers',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

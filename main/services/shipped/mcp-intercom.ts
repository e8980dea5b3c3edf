import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpIntercom = {
  id: 'mcp-intercom',
  name: 'Intercom (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.intercom.com',
  resource: 'https://mcp.intercom.com/mcp',
  registration: 'by_app',
  docsUrl: 'https://developers.intercom.com/docs/guides/mcp',
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

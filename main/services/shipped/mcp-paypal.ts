import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpPaypal = {
  id: 'mcp-paypal',
  name: 'PayPal (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.paypal.com',
  resource: 'https://mcp.paypal.com/mcp',
  registration: 'by_app',
  docsUrl: 'https://developer.paypal.com/tools/mcp-server/',
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

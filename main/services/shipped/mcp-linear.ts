import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpLinear = {
  id: 'mcp-linear',
  name: 'Linear (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.linear.app',
  resource: 'https://mcp.linear.app/mcp',
  registration: 'by_app',
  docsUrl: 'https://linear.app/docs/mcp',
  takenFrom:
    'LiteLLM documentation, Linear MCP server; Nango providers.yaml; awesome-remote-mcp-servers',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

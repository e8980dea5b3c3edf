import type { ServiceDefinitionInput } from '../service-definition.js';

/** Any MCP server, by its address: what it allows is found there. */
export const mcp = {
  id: 'mcp',
  name: 'MCP server',
  group: 'MCP servers',
  issuer: 'https://{host}',
  resource: 'https://{host}',
  variables: [{ name: 'host', words: 'Address of the MCP server', example: 'mcp.example.com' }],
  registration: 'by_app',
  docsUrl: 'https://modelcontextprotocol.io/specification/latest/basic/authorization',
  takenFrom: 'Model Context Protocol, authorization (modelcontextprotocol.io)',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpWebflow = {
  id: 'mcp-webflow',
  name: 'Webflow (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.webflow.com',
  resource: 'https://mcp.webflow.com/sse',
  registration: 'by_app',
  docsUrl: 'https://developers.webflow.com/',
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

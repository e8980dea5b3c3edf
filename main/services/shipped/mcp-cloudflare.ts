import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpCloudflare = {
  id: 'mcp-cloudflare',
  name: 'Cloudflare (MCP)',
  group: 'MCP servers',
  issuer: 'https://bindings.mcp.cloudflare.com',
  resource: 'https://bindings.mcp.cloudflare.com/sse',
  registration: 'by_app',
  docsUrl:
    'https://developers.cloudflare.com/agents/model-context-protocol/mcp-servers-for-cloudflare/',
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

import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpCloudflareObservability = {
  id: 'mcp-cloudflare-observability',
  name: 'Cloudflare observability (MCP)',
  group: 'MCP servers',
  issuer: 'https://observability.mcp.cloudflare.com',
  resource: 'https://observability.mcp.cloudflare.com/sse',
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

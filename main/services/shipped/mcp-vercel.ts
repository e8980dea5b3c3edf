import type { ServiceDefinitionInput } from '../service-definition.js';
import { offlineAccess, openidScopes } from './openid-scopes.js';

export const mcpVercel = {
  id: 'mcp-vercel',
  name: 'Vercel (MCP)',
  group: 'MCP servers',
  issuer: 'https://vercel.com',
  resource: 'https://mcp.vercel.com',
  // Only clients that Vercel has approved register themselves.
  secret: 'no',
  scopes: [...openidScopes, offlineAccess],
  docsUrl: 'https://vercel.com/docs/mcp/vercel-mcp',
  takenFrom:
    'Nango providers.yaml, Vercel (MCP); Vercel, published metadata; awesome-remote-mcp-servers',
  notKnown: [
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpSupabase = {
  id: 'mcp-supabase',
  name: 'Supabase (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.supabase.com',
  resource: 'https://mcp.supabase.com/mcp',
  registration: 'by_app',
  docsUrl: 'https://supabase.com/docs/guides/getting-started/mcp',
  takenFrom: 'Nango providers.yaml, Supabase (MCP OAuth); awesome-remote-mcp-servers',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

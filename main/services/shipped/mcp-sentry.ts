import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpSentry = {
  id: 'mcp-sentry',
  name: 'Sentry (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.sentry.dev',
  resource: 'https://mcp.sentry.dev/mcp',
  registration: 'by_app',
  docsUrl: 'https://mcp.sentry.dev/',
  takenFrom: 'Claude Code documentation, MCP; awesome-remote-mcp-servers',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpStripe = {
  id: 'mcp-stripe',
  name: 'Stripe (MCP)',
  group: 'MCP servers',
  issuer: 'https://mcp.stripe.com',
  resource: 'https://mcp.stripe.com',
  registration: 'by_app',
  docsUrl: 'https://docs.stripe.com/mcp',
  takenFrom: 'Anthropic, remote MCP servers; awesome-remote-mcp-servers',
  notKnown: [
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

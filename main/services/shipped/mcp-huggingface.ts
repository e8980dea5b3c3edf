import type { ServiceDefinitionInput } from '../service-definition.js';

export const mcpHuggingface = {
  id: 'mcp-huggingface',
  name: 'Hugging Face (MCP)',
  group: 'MCP servers',
  issuer: 'https://huggingface.co',
  resource: 'https://huggingface.co/mcp',
  registration: 'by_app',
  docsUrl: 'https://huggingface.co/docs/hub/hf-mcp-server',
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

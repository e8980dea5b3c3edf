import type { ServiceDefinitionInput } from '../service-definition.js';
import { openidScopes } from './openid-scopes.js';

export const huggingface = {
  id: 'huggingface',
  name: 'Hugging Face',
  group: 'Code',
  issuer: 'https://huggingface.co',
  // For an app without a secret.
  secret: 'no',
  scopes: [
    ...openidScopes,
    {
      name: 'read-repos',
      words: 'See your models, data sets and apps, private ones too',
      risk: 'reads',
    },
    { name: 'write-repos', words: 'Change your models, data sets and apps', risk: 'changes' },
    {
      name: 'manage-repos',
      words: 'Create and delete models, data sets and apps',
      risk: 'controls',
    },
    { name: 'inference-api', words: 'Run models in your name', risk: 'changes' },
    { name: 'write-discussions', words: 'Write in discussions as you', risk: 'changes' },
    { name: 'read-billing', words: 'Know whether you have a payment method', risk: 'reads' },
  ],
  manageUrl: 'https://huggingface.co/settings/connected-applications',
  docsUrl: 'https://huggingface.co/docs/hub/oauth',
  registerUrl: 'https://huggingface.co/settings/applications/new',
  verified: {
    date: '2026-11-28',
    source: 'Hugging Face, Sign in with Hugging Face (huggingface.co/docs/hub/oauth); Auth.js',
  },
  notKnown: [
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
  ],
} satisfies ServiceDefinitionInput;

import type { ServiceDefinitionInput } from '../service-definition.js';
import { day, hour } from './durations.js';

export const slack = {
  id: 'slack',
  name: 'Slack',
  group: 'Work',
  popular: true,
  issuer: 'https://slack.com',
  endpoints: {
    authorize: 'https://slack.com/oauth/v2/authorize',
    token: 'https://slack.com/api/oauth.v2.access',
    revoke: { url: 'https://slack.com/api/auth.revoke', style: 'bearer' },
    userinfo: 'https://slack.com/api/auth.test',
  },
  secret: 'no',
  pkce: 'ok',
  // User scopes: apps without a secret get no bot scopes.
  scopes: [
    { name: 'users:read', words: 'See the people in your workspace', risk: 'reads', default: true },
    { name: 'channels:read', words: 'See the public channels', risk: 'reads' },
    { name: 'channels:history', words: 'Read messages in public channels', risk: 'reads' },
    { name: 'chat:write', words: 'Send messages as you', risk: 'changes' },
    { name: 'files:read', words: 'See files shared with you', risk: 'reads' },
    { name: 'users.profile:write', words: 'Change your profile and status', risk: 'changes' },
  ],
  adjustments: ['slack_user_token', 'slack_errors', 'slack_identity', 'scopes_in_answer'],
  redirect: { ways: ['app_link', 'local_address'] },
  lifetime: {
    accessTokenMs: 12 * hour,
    refreshTokenMaxMs: 30 * day,
    rotates: true,
    source: 'Slack, using token rotation; PKCE for apps without a secret',
  },
  docsUrl: 'https://docs.slack.dev/authentication/installing-with-oauth',
  registerUrl: 'https://api.slack.com/apps?new_app=1',
  verified: {
    date: '2026-11-21',
    source:
      'Slack, oauth.v2.access, token rotation and PKCE (general availability 2026-03-30); Nango providers.yaml; simov/grant',
  },
  notKnown: ['authMethod', 'deadRefreshToken', 'wrongClient', 'manageUrl'],
} satisfies ServiceDefinitionInput;

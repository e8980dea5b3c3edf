import type { ServiceDefinitionInput } from '../service-definition.js';

export const airtable = {
  id: 'airtable',
  name: 'Airtable',
  group: 'Work',
  issuer: 'https://airtable.com',
  endpoints: {
    authorize: 'https://airtable.com/oauth2/v1/authorize',
    token: 'https://airtable.com/oauth2/v1/token',
    userinfo: {
      url: 'https://api.airtable.com/v0/meta/whoami',
      idPath: 'id',
      namePath: 'email',
      emailPath: 'email',
    },
  },
  // A secret exists only if one was generated; it is then sent by Basic.
  secret: 'no',
  pkce: 'required',
  scopes: [
    { name: 'user.email:read', words: 'See your e-mail address', risk: 'reads', default: true },
    { name: 'data.records:read', words: 'See records', risk: 'reads' },
    { name: 'data.records:write', words: 'Create, change and delete records', risk: 'changes' },
    { name: 'data.recordComments:read', words: 'Read comments', risk: 'reads' },
    { name: 'data.recordComments:write', words: 'Write comments', risk: 'changes' },
    { name: 'schema.bases:read', words: 'See how your bases are built', risk: 'reads' },
    { name: 'schema.bases:write', words: 'Change how your bases are built', risk: 'controls' },
  ],
  docsUrl: 'https://airtable.com/create/oauth',
  registerUrl: 'https://airtable.com/create/oauth',
  takenFrom:
    'Nango providers.yaml and guide; Airtable approval form (val.town); Dust documentation, Airtable',
  notKnown: [
    'authMethod',
    'redirect',
    'accessTokenLifetime',
    'refreshTokenLifetime',
    'rotation',
    'deadRefreshToken',
    'wrongClient',
    'revocation',
    'manageUrl',
  ],
} satisfies ServiceDefinitionInput;

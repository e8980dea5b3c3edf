import type { ServiceDefinitionInput } from '../service-definition.js';
import { exactPort } from './exact-port.js';

export const shopify = {
  id: 'shopify',
  name: 'Shopify',
  group: 'Business',
  issuer: 'https://{shop}',
  endpoints: {
    authorize: 'https://{shop}/admin/oauth/authorize',
    token: 'https://{shop}/admin/oauth/access_token',
  },
  variables: [{ name: 'shop', words: 'Address of the shop', example: 'acme.myshopify.com' }],
  // Each organisation registers an app of its own, and a shop has to install it.
  secret: 'required',
  authMethod: 'post',
  scopes: [
    { name: 'read_products', words: 'See products', risk: 'reads', default: true },
    { name: 'write_products', words: 'Create and change products', risk: 'changes' },
    { name: 'read_orders', words: 'See orders', risk: 'reads' },
    { name: 'write_orders', words: 'Create and change orders', risk: 'changes' },
    { name: 'read_customers', words: 'See customers', risk: 'reads' },
  ],
  scopeSeparator: ',',
  adjustments: ['token_type_missing'],
  redirect: { ways: ['local_address'], loopbackHost: 'localhost', fixedPorts: [exactPort] },
  // Tokens that end come only to apps that ask for them, which public apps have to.
  lifetime: {
    accessTokenMs: 'no_end',
    rotates: 'no_refresh_token',
    source: 'Shopify, offline access tokens',
  },
  docsUrl:
    'https://shopify.dev/docs/apps/build/authentication-authorization/authenticate-standalone-apps',
  verified: {
    date: '2026-11-28',
    source:
      'Shopify, standalone apps and offline access tokens (shopify.dev); shopify-admin-mcp 1.11.0; Nango providers.yaml; simov/grant',
  },
  notKnown: ['pkce', 'wrongClient', 'revocation', 'userinfo', 'manageUrl'],
} satisfies ServiceDefinitionInput;

/**
 * The discovery documents that Okta, Auth0 and Keycloak 26 publish, at the services that ship for them:
 * as public repositories quote them from running servers, with other hosts.
 */
import { expect, test } from 'vitest';

import auth0 from '../../testing/discovery-documents/auth0.json' with { type: 'json' };
import keycloak from '../../testing/discovery-documents/keycloak.json' with { type: 'json' };
import okta from '../../testing/discovery-documents/okta.json' with { type: 'json' };
import { json, scripted } from '../../testing/scripted-server.js';
import { createCatalogue } from '../services/catalogue.js';
import { shippedDefinitions } from '../services/shipped-services.js';
import { ownServerRequirements } from './registration/protected-api.js';
import { resolveParameters } from './sign-in/resolve-parameters.js';

const usual = ['openid', 'profile', 'email', 'offline_access'];

test.each([
  ['Okta', 'okta', { domain: 'acme.okta.com' }, okta],
  ['Auth0', 'auth0', { domain: 'acme.eu.auth0.com' }, auth0],
  ['Keycloak', 'keycloak', { host: 'login.example.com', realm: 'staff' }, keycloak],
])(
  '%s can be signed in to by its own document, revoked and asked for the account',
  async (_name, id, variables, document) => {
    const catalogue = createCatalogue([shippedDefinitions]);
    const made = catalogue.register({
      serviceId: id,
      clientId: 'c',
      clientSecret: null,
      variables,
    });
    if (made?.kind !== 'ok') throw new Error('the definition does not take these variables');
    const { issuer } = document;
    const at = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const { context } = scripted({ [at]: json(document) });
    const resolved = await resolveParameters(
      { service: made.value, connection: null },
      ownServerRequirements,
      context,
    );
    if (resolved.kind !== 'ok') throw new Error(JSON.stringify(resolved));
    const { server, client, scopesRequested, proofKey } = resolved.value;
    expect(server).toMatchObject({
      issuer,
      tokenEndpoint: document.token_endpoint,
      revocationEndpoint: document.revocation_endpoint,
      userinfoEndpoint: document.userinfo_endpoint,
      deviceAuthorizationEndpoint: document.device_authorization_endpoint,
      isOpenIdProvider: true,
    });
    expect([...scopesRequested].sort()).toEqual([...usual].sort());
    expect(client.authentication).toEqual({ kind: 'none' });
    expect(proofKey).not.toBeNull();
  },
);

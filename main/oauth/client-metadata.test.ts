import { describe, expect, test } from 'vitest';

import { server } from '../../testing/scripted-server.js';
import {
  acceptsClientMetadata,
  clientMetadataDocument,
  isClientMetadataUrl,
} from './client-metadata.js';

const url = 'https://lanyard.example/oauth/client.json';

describe('the address of a client metadata document', () => {
  test.each([
    ['nothing', ''],
    ['plain http', 'http://lanyard.example/client.json'],
    ['no path', 'https://lanyard.example/'],
    ['a query', `${url}?v=1`],
    ['a fragment', `${url}#x`],
    ['a user name', 'https://u@lanyard.example/client.json'],
    ['a dot segment', 'https://lanyard.example/oauth/../client.json'],
    ['another spelling of the host', 'https://LANYARD.example/client.json'],
    ['the default port', 'https://lanyard.example:443/client.json'],
  ])('is not one with %s', (_, address) => {
    expect(isClientMetadataUrl(address)).toBe(false);
    expect(clientMetadataDocument(address)).toBeNull();
  });

  test('is https with a path', () => {
    expect(isClientMetadataUrl(url)).toBe(true);
  });
});

describe('the client metadata document', () => {
  test('names itself, local addresses only, and no secret', () => {
    expect(clientMetadataDocument(url)).toEqual({
      client_id: url,
      client_name: 'Lanyard',
      application_type: 'native',
      redirect_uris: [
        'http://127.0.0.1/callback/client-metadata',
        'http://localhost/callback/client-metadata',
      ],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
    });
  });
});

describe('a server that is given the document', () => {
  const fit = {
    ...server,
    clientMetadataSupported: true,
    sendsIssuer: true,
    clientAuthenticationMethods: ['none', 'client_secret_basic'],
  };

  test('says that it accepts one, and a client without a secret, and names itself in its answers', () => {
    expect(acceptsClientMetadata(fit)).toBe(true);
  });

  test.each([
    ['does not say that it accepts one', { clientMetadataSupported: false }],
    ['does not promise to name itself (H26)', { sendsIssuer: false }],
    ['wants a secret', { clientAuthenticationMethods: ['client_secret_basic'] }],
    ['does not say that it wants no secret', { clientAuthenticationMethods: null }],
    ['has no sign-in by a browser', { authorizationEndpoint: null }],
  ])('is not one that %s', (_, differently) => {
    expect(acceptsClientMetadata({ ...fit, ...differently })).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';

import { server } from '../../testing/scripted-server.js';
import { privateEndpointsOf } from './private-endpoints.js';

const withToken = (host: string) =>
  privateEndpointsOf({ ...server, tokenEndpoint: `https://${host}/token` });

describe('endpoints of a public server (H32)', () => {
  test.each([
    ...['127.0.0.1', '127.255.255.255', '10.0.0.1', '172.16.0.1', '172.31.255.255'],
    ...['192.168.178.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '2130706433', '0x7f.1'],
    ...['[::1]', '[::]', '[fc00::1]', '[fd12:3456::1]', '[fe80::1]', '[febf::1]'],
    ...['[::ffff:192.168.0.1]', '[::ffff:7f00:1]'],
    ...['localhost', 'LOCALHOST', 'localhost.', 'app.localhost', 'router', 'router.'],
    ...['printer.local', 'metadata.google.internal', 'nas.home.arpa', 'wiki.corp', 'nas.lan.'],
  ])('are inside at %s', (host) => {
    expect(withToken(host)).toHaveLength(1);
  });

  test.each([
    ...['as.example', '8.8.8.8', '172.15.255.255', '172.32.0.1', '100.63.255.255', '100.128.0.0'],
    ...['169.253.0.1', '192.167.0.1', '11.0.0.0', '128.0.0.1', '[2001:db8::1]', '[fec0::1]'],
    ...[
      '[::ffff:8.8.8.8]',
      '[::2]',
      '10.example',
      '10.0.0.1.example',

      'a.10.example',
      'notlocalhost.example',
      'local.example',
      'home.arpa.example',
      'localhost.example',
    ],
  ])('are outside at %s', (host) => {
    expect(withToken(host)).toEqual([]);
  });

  test('are all listed, by name and host', () => {
    const inside = {
      ...server,
      tokenEndpoint: 'https://192.168.0.1:8443/token',
      jwksUri: 'https://10.0.0.7/jwks',
      registrationEndpoint: 'https://[fe80::1]/register',
    };
    expect(privateEndpointsOf(inside)).toEqual([
      { name: 'tokenEndpoint', host: '192.168.0.1:8443' },
      { name: 'jwksUri', host: '10.0.0.7' },
      { name: 'registrationEndpoint', host: '[fe80::1]' },
    ]);
  });

  test.each(['https://api.example/mcp', 'api.example', 'https://api.example?tenant=1'])(
    'are listed with the whole server, to which an API on the internet leads: %s',
    (typed) => {
      const issuer = 'http://localhost:3000';
      const inside = { ...server, issuer, tokenEndpoint: `${issuer}/token` };
      expect(privateEndpointsOf(inside, typed)).toEqual([
        { name: 'issuer', host: 'localhost:3000' },
        { name: 'tokenEndpoint', host: 'localhost:3000' },
      ]);
    },
  );

  test.each(['http://localhost:3000/mcp', 'https://10.0.0.9', '192.168.1.2:8443/mcp', 'router'])(
    'are not listed where the API that was typed is inside: %s',
    (typed) => {
      expect(privateEndpointsOf({ ...server, issuer: 'https://10.0.0.1' }, typed)).toEqual([]);
    },
  );

  test('are not listed where the whole server is inside', () => {
    for (const issuer of ['https://192.168.0.1', 'http://localhost:3000', 'https://[fd00::1]']) {
      const tokenEndpoint = 'https://10.0.0.1/token';
      expect(privateEndpointsOf({ ...server, issuer, tokenEndpoint })).toEqual([]);
    }
  });
});

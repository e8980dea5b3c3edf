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
    ...['[::ffff:192.168.0.1]', '[::ffff:7f00:1]', '[::2]', '[fec0::1]', '[2001:db8::1]'],
    ...['localhost', 'LOCALHOST', 'localhost.', 'app.localhost', 'router', 'router.'],
    ...['printer.local', 'metadata.google.internal', 'nas.home.arpa', 'wiki.corp', 'nas.lan.'],
  ])('are inside at %s', (host) => {
    expect(withToken(host)).toHaveLength(1);
  });

  test.each([
    // written otherwise
    ...[
      '017700000001',
      '0300.0250.0.1',
      '0xc0a80001',
      '192.168.1',
      '１９２.168.0.1',
      '10。0。0。1',
    ],
    ...['127.1', '0', '10.0.0.1.', '%31%30.0.0.1', 'LOCALHOST..', 'Router', 'NAS.Home.ARPA.'],
    // by way of IPv6: mapped, compatible, NAT64, 6to4, Teredo, ISATAP
    ...['[::ffff:10.0.0.1]', '[::ffff:0:a00:1]', '[::10.0.0.1]', '[::c0a8:1]'],
    ...['[64:ff9b::10.0.0.1]', '[64:ff9b::8.8.8.8]', '[64:ff9b:1::1]', '[64:ff9b:1:ffff::a00:1]'],
    ...[
      '[2002:c0a8:1::1]',
      '[2002:7f00:1::]',
      '[2001::1]',
      '[2001:0:c0a8:1::]',
      '[fe80::5efe:a00:1]',
    ],
    // site-local, unique local, link-local, multicast, discard, reserved
    ...[
      '[fec0::1]',
      '[feff::1]',
      '[fd00:ec2::254]',
      '[febf::1]',
      '[ff02::1]',
      '[ff0e::1]',
      '[100::1]',
    ],
    ...['[5f00::1]', '[4000::1]', '[fe00::1]'],
    // benchmarks and documentation
    ...['198.18.0.1', '198.19.255.255', '[2001:2::1]', '[2001:10::1]', '[2001:1ff::1]'],
    ...[
      '192.0.2.1',
      '198.51.100.255',
      '203.0.113.7',
      '[2001:db8:ffff::1]',
      '[3fff::1]',
      '[3fff:fff::1]',
    ],
    // shared, protocol assignments, relays, multicast, reserved, broadcast
    ...['100.64.0.1', '100.127.255.255', '192.0.0.170', '192.88.99.1', '224.0.0.251', '239.1.1.1'],
    ...['240.0.0.1', '255.255.255.255'],
    // metadata of clouds
    ...['169.254.170.2', '168.63.129.16', '100.100.100.200', '192.0.0.192', 'metadata.goog'],
    ...['METADATA.google.internal.', 'instance-data.ec2.internal', 'metadata'],
    // names
    ...['a.local', 'a.localdomain', 'a.intranet', 'a.private', 'a.home', 'a.lan', 'db.default.svc'],
    ...['a.test', 'a.intra', 'gitlab.lab', 'vault.service.consul', 'speedport.ip', 'a.ts.net'],
    ...['10.0.0.1.nip.io', 'app-10-0-0-1.sslip.io', 'localtest.me', 'a.lvh.me'],
    ...['metadata.tencentyun.com', '1.0.0.10.in-addr.arpa', 'routerlogin.net'],
    ...['x.y.home.arpa', 'fritz.box', 'nas.fritz.box', 'host.docker.internal', 'a.b.localhost'],
  ])('are inside at %s (N9)', (host) => {
    expect(withToken(host)).toHaveLength(1);
  });

  test.each([
    ...['192.0.1.1', '192.0.3.1', '198.17.255.255', '198.20.0.1', '198.51.99.1', '203.0.112.1'],
    ...['192.88.98.1', '223.255.255.255', '168.63.129.15', '[::ffff:168.63.129.17]'],
    ...['[2001:200::1]', '[2001:db7::1]', '[2001:db9::1]', '[2003::1]', '[2a00::1]', '[3ffe::1]'],
    ...['[3fff:1000::1]', 'local.example', 'svc.example', 'notfritz.box', 'metadata.goog.example'],
    ...['arpa.example', 'lan.example', 'a.locale', 'snip.io', 'notlvh.me', 'tencentyun.com'],
  ])('are outside at %s (N9)', (host) => {
    expect(withToken(host)).toEqual([]);
  });

  test.each(Object.keys(server).filter((name) => /Endpoint$|^jwksUri$/.test(name)))(
    'are found by every name that metadata has for one: %s (N9)',
    (name) => {
      const address = 'https://[64:ff9b::10.0.0.1]/x';
      expect(privateEndpointsOf({ ...server, [name]: address })).toEqual([
        { name, host: new URL(address).host },
      ]);
    },
  );

  test.each([
    ...['as.example', '8.8.8.8', '172.15.255.255', '172.32.0.1', '100.63.255.255', '100.128.0.0'],
    ...['169.253.0.1', '192.167.0.1', '11.0.0.0', '128.0.0.1', '[2606:4700::1]'],
    ...[
      '[::ffff:8.8.8.8]',
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

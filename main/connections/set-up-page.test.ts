import { expect, test } from 'vitest';

import { aConnection } from '../../testing/test-world.js';
import { movedSetUpPage } from './set-up-page.js';

const connection = aConnection({ accountPage: 'https://account.example/apps' });
const { serviceId: id, server } = connection;
const service = { id, source: 'file' } as const;
const page = 'https://docs.evil.example/register';

test('a page at a host that no connection of the service knows is to be confirmed (N8)', () => {
  expect(movedSetUpPage(page, service, [connection])).toEqual({
    from: server.authorizationEndpoint ?? server.issuer,
    to: page,
  });
});

test.each([
  ['at the service’s server', new URL('/help', server.issuer).href],
  ['at the host of its connected apps', 'https://account.example/register'],
])('a page %s opens (N8)', (_where, address) => {
  expect(movedSetUpPage(address, service, [connection])).toBeNull();
});

test('with another scheme or port it is at another place (N8)', () => {
  for (const address of ['http://account.example/', 'https://account.example:8443/']) {
    expect(movedSetUpPage(address, service, [connection])).toMatchObject({ to: address });
  }
});

test('without a connection, or as the app ships it, a page opens (N8)', () => {
  expect(movedSetUpPage(page, service, [])).toBeNull();
  expect(movedSetUpPage(page, { ...service, id: 'other' }, [connection])).toBeNull();
  expect(movedSetUpPage(page, { ...service, source: 'shipped' }, [connection])).toBeNull();
});

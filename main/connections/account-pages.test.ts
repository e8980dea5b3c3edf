import { expect, test } from 'vitest';

import { aService } from '../../testing/sign-in.js';
import {
  aConnection,
  createTestClock,
  openMemoryVault,
  storeWith,
} from '../../testing/test-world.js';
import { AccountPages } from './account-pages.js';

const old = 'https://id.example/apps';
const evil = 'https://evil.example/apps';

/** @param own the page of the connection @param defined that of the definition; undefined: there is no definition */
async function given(own: string | null, defined: string | null | undefined) {
  const connection = aConnection({ accountPage: own });
  const store = await storeWith(await openMemoryVault(createTestClock(0)), connection);
  const service = defined === undefined ? null : aService({ accountPage: defined });
  const clock = createTestClock(5);
  const pages = new AccountPages({ clock, store, catalogue: { find: () => service } });
  return { store, pages };
}

test.each([
  ['another host', evil],
  ['another port', 'https://id.example:8443/apps'],
  ['a subdomain', 'https://login.id.example/apps'],
  ['no TLS', 'http://id.example/apps'],
])('a page of connected apps that moved to %s is asked about (N8)', async (_, to) => {
  const { pages } = await given(old, to);
  expect(pages.find('service')).toEqual({ kind: 'moved', from: old, to });
});

test.each([
  ['another path', old, 'https://id.example/new', 'https://id.example/new'],
  ['no page before', null, evil, evil],
  ['no page any more', old, null, old],
  ['no definition any more', old, undefined, old],
])('%s is not asked about', async (_, own, defined, address) => {
  const { pages } = await given(own, defined);
  expect(pages.find('service')).toEqual({ kind: 'page', address });
});

test('neither the service nor a connection has one: there is none', async () => {
  expect((await given(null, null)).pages.find('service')).toBeNull();
  expect((await given(old, undefined)).pages.find('another')).toBeNull();
});

test('once the user has agreed, it is that of the connection (N8)', async () => {
  const { pages, store } = await given(old, evil);
  await pages.confirm('service', evil);
  expect(pages.find('service')).toEqual({ kind: 'page', address: evil });
  expect(store.get('connection-1')?.connection.accountPage).toBe(evil);
});

test('the page of a connection that has just ended is asked about too (N8)', async () => {
  const { pages, store } = await given(old, evil);
  pages.noteEnded('service', old);
  await store.commit([{ kind: 'delete_connection', connectionId: 'connection-1' }]);
  expect(pages.find('service')).toEqual({ kind: 'moved', from: old, to: evil });
  await pages.confirm('service', evil);
  expect(pages.find('service')).toEqual({ kind: 'page', address: evil });
});

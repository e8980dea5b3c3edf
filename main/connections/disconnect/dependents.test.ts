import { expect, test } from 'vitest';

import { aConnection, createTestClock, openMemoryVault } from '../../../testing/test-world.js';
import { createConnectionStore } from '../connection-store.js';
import type { Connection } from '../connection.js';
import { UnknownValue } from '../unknown-value.js';
import { dependentsOf } from './dependents.js';

const { account, registration } = aConnection();
const none = { endsWithIt: [], mayEndToo: [], signsInThroughIt: [] };

async function dependents(ofIt: Partial<Connection>, other: Partial<Connection>) {
  const store = createConnectionStore(await openMemoryVault(createTestClock(0)));
  const connection = aConnection(ofIt);
  const another = aConnection({ id: 'other', ownLabel: 'Other', ...other });
  const put = (each: Connection) => ({ kind: 'put_connection', connection: each }) as const;
  await store.commit([put(connection), put(another)]);
  return dependentsOf(connection, store);
}

const stranger = { account: { ...account, subject: 'sub-2' } };
const unnamed = { ...account, unidentified: { timesAsked: 1, lastAskedAt: 0 } };

test.each<[string, Partial<Connection>, Partial<Connection>]>([
  ['another account at the same service', {}, stranger],
  [
    'the same account by another client, whose grant is another',
    {},
    { registration: { ...registration, clientId: 'other' } },
  ],
  ['accounts that the service never named', { account: unnamed }, { account: unnamed }],
  [
    'another service, where one ends the whole account',
    { endsSiblings: true },
    { ...stranger, serviceId: 'b' },
  ],
  ['an assertion from a file', {}, { ...stranger, assertion: { kind: 'file', path: '/token' } }],
  ['an assertion of a newer version', {}, { ...stranger, assertion: new UnknownValue('x') }],
])('nothing depends on it: %s', async (_, ofIt, other) => {
  expect(await dependents(ofIt, other)).toEqual(none);
});

test.each<[string, Partial<Connection>, Partial<Connection>, object]>([
  ['the same account by the same client', {}, {}, { mayEndToo: ['Other'] }],
  [
    'any account of a service that ends the whole organisation, once',
    { endsSiblings: true },
    {},
    { endsWithIt: ['Other'] },
  ],
  [
    'a connection whose assertions come from its ID token',
    {},
    { ...stranger, assertion: { kind: 'identity_provider', connectionId: 'connection-1' } },
    { signsInThroughIt: ['Other'] },
  ],
])('depends on it: %s', async (_, ofIt, other, expected) => {
  expect(await dependents(ofIt, other)).toEqual({ ...none, ...expected });
});

import { expect, test } from 'vitest';

import type { ConnectionView } from '../../ipc/connection-view.js';
import { connection, failure, minutes, noon } from '../../testing/renderer/samples.js';
import { grouped, sorted } from './sorting.js';

const cause = failure('grant_refused');
const views: readonly ConnectionView[] = [
  connection({
    id: 'a',
    label: 'A',
    serviceName: 'Zulip',
    lifetime: { kind: 'refreshes', nextRefreshAt: noon + 5 * minutes, endsAfterMs: null },
    lastRefreshedAt: noon - minutes,
  }),
  connection({
    id: 'b',
    label: 'B',
    serviceName: 'Asana',
    state: { kind: 'needs_sign_in', cause },
    lifetime: { kind: 'not_known' },
    accessTokenExpiresAt: null,
  }),
  connection({
    id: 'c',
    label: 'C',
    serviceName: 'Miro',
    lifetime: { kind: 'ends', at: noon + minutes },
    lastRefreshedAt: noon,
  }),
  connection({ id: 'd', label: 'D', serviceName: 'Asana' }),
];
const ids = views.map(({ id }) => id);
const viewOf = (id: string) => views.find((view) => view.id === id);

test('the list is in groups: what needs the user comes first, each in the order of names', () => {
  expect(grouped(ids, viewOf, noon)).toEqual([
    { kind: 'needs_attention', ids: ['b', 'c'] },
    { kind: 'working', ids: ['a', 'd'] },
  ]);
  expect(grouped(['a', 'd'], viewOf, noon)).toEqual([{ kind: 'working', ids: ['a', 'd'] }]);
  expect(grouped([], viewOf, noon)).toEqual([]);
});

test.each([
  ['attention', ['a', 'b', 'c', 'd']],
  ['name', ['a', 'b', 'c', 'd']],
  ['service', ['b', 'd', 'c', 'a']],
  ['last_refreshed', ['c', 'a', 'b', 'd']],
  ['expiry', ['c', 'a', 'd', 'b']],
] as const)('sorted by %s, equals stay in the order of names', (order, expected) => {
  expect(sorted(ids, viewOf, order)).toEqual(expected);
});

test('a connection that is gone is left out', () => {
  expect(sorted(['gone', 'd'], viewOf, 'service')).toEqual(['d']);
  expect(grouped(['gone'], viewOf, noon)).toEqual([{ kind: 'working', ids: ['gone'] }]);
});

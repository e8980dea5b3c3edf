import { describe, expect, test } from 'vitest';

import { connection } from '../../testing/renderer/samples.js';
import { withChange } from './connection-index.js';

const all = (...labels: string[]) =>
  withChange(null, {
    kind: 'all',
    connections: labels.map((label) => connection({ id: label, label })),
  });

describe('the list of connections', () => {
  test('is sorted by label, with numbers in their order', () => {
    expect(all('Team 10', 'ada', 'Team 9', 'Änne').order).toEqual([
      'ada',
      'Änne',
      'Team 9',
      'Team 10',
    ]);
  });

  test('keeps its order when one changes its state', () => {
    const before = all('a', 'b', 'c');
    const after = withChange(before, {
      kind: 'some',
      changed: [connection({ id: 'b', label: 'b', state: { kind: 'refreshing' } })],
      removed: [],
    });
    expect(after.order).toBe(before.order);
    expect(after.byId.get('b')?.view.state.kind).toBe('refreshing');
    expect(after.byId.get('a')).toBe(before.byId.get('a'));
  });

  test('moves one that is renamed, adds a new one and drops one that is gone', () => {
    const after = withChange(all('a', 'b', 'c', 'd'), {
      kind: 'some',
      changed: [
        connection({ id: 'a', label: 'z' }),
        connection({ id: 'new', label: 'bb' }),
        connection({ id: 'd', label: 'd' }),
      ],
      removed: ['c'],
    });
    expect(after.order).toEqual(['b', 'new', 'd', 'a']);
    expect(after.byId.has('c')).toBe(false);
  });

  test('accepts a change before it has everything', () => {
    const index = withChange(null, { kind: 'some', changed: [connection()], removed: ['gone'] });
    expect(index.order).toEqual(['ada']);
  });
});
